/** What came of one request on the card link, and the pieces that carry it there. */
import type { Message } from "./message.ts";

export type Exchange =
  | { readonly kind: "answered"; readonly answer: Message }
  /** Not a byte of it was given to the network. */
  | { readonly kind: "not-sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: string };

/** A request that is bytes already, and whoever waits for its exchange. */
export interface PendingRequest {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly settle: (exchange: Exchange) => void;
}

/** STAN and RRN tie an answer to its request. Network management has no RRN, so it never meets a payment's key. */
export const exchangeKey = ({ elements }: Message): string => `${elements[11] ?? ""}/${elements[37] ?? ""}`;
