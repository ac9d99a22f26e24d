/**
 * How often something may be done by one and the same: a window begins with the
 * first time, lasts `periodMs`, and lets `most` through.
 */
export interface RateLimit {
  /** Part of what is counted by, so that two limits never share a count. */
  readonly name: string;
  /** 0: there is no such limit. */
  readonly most: number;
  readonly periodMs: number;
  /**
   * So many are let through before the store is asked, and then counted there at
   * once. 1 is exact; more is cheap, and lets each process go beyond by so many.
   */
  readonly share: number;
  /** What happens while the store cannot be asked: `pass`, or the fault is passed on and nothing is done. */
  readonly withoutStore: "pass" | "fail";
}

/** Every limit of the house, as configured. */
export interface RateLimits {
  /** Requests to the merchant API from one address. */
  readonly requestsByAddress: RateLimit;
  /** Requests to the merchant API by the keys of one site or account. */
  readonly requestsByKey: RateLimit;
  /** Wrong API keys from one address. */
  readonly wrongKeys: RateLimit;
  /** Payment pages asked for from one address that lead nowhere. */
  readonly unknownLinks: RateLimit;
  /** Webhooks, results and returns from one address that belong to no payment. */
  readonly strayMessages: RateLimit;
  /** Pages without a payment from one address: the description of the API. */
  readonly documents: RateLimit;
  /** Cards submitted on one payment page. */
  readonly cardsByLink: RateLimit;
  /** Cards submitted from one address. */
  readonly cardsByAddress: RateLimit;
  /** Submissions of one card. */
  readonly cardsByNumber: RateLimit;
}

export type Taking =
  | { readonly kind: "taken" }
  /** Seconds until the window is over, at least 1. */
  | { readonly kind: "refused"; readonly retryAfterS: number };

/** A process settles in fiftieths: exact up to fifty, and beyond that two per cent. */
const sharesOfALimit = 50;

/** The share of a limit that need not be exact. */
export const cheapShare = (most: number): number => Math.max(1, Math.floor(most / sharesOfALimit));
