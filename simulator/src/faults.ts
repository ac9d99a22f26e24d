/**
 * Faults that a developer arms through the control interface: each hits the
 * next `count` messages at its point, oldest fault first, and is then gone.
 * Points are places where messages pass: the sorts of request on the card
 * link, the answers to dispute advices, the two requests to the directory server
 * and its report (RReq), the requests of the bank link and its webhook, and the mails to the mailbox.
 */
export type FaultPoint =
  | "authorization"
  | "reversal"
  | "network"
  | "completion"
  | "refund"
  | "release"
  | "dispute"
  | "areq"
  | "preq"
  | "rreq"
  | "bank-payment"
  | "bank-read"
  | "bank-cancel"
  | "bank-shipment"
  | "bank-accept"
  | "bank-refund"
  | "bank-webhook"
  | "mail";

const cardLink: readonly FaultPoint[] = [
  "authorization",
  "reversal",
  "network",
  "completion",
  "refund",
  "release",
];

const bankLink: readonly FaultPoint[] = [
  "bank-payment",
  "bank-read",
  "bank-cancel",
  "bank-shipment",
  "bank-accept",
  "bank-refund",
];

/** Where each kind may strike; the first point is meant where none is named. */
const pointsByKind = {
  /** Booked, never answered. */
  "no-answer": cardLink,
  /** Booked, answered after `delayMs`. */
  "late-answer": cardLink,
  /** Connection dropped, nothing booked. */
  "cut-before": cardLink,
  /** Booked, then the connection dropped. */
  "cut-after": cardLink,
  /** Booked, answered under another STAN. */
  "wrong-stan": cardLink,
  /** Booked, answered with another amount. */
  "wrong-amount": ["authorization", "reversal", "completion", "refund", "release"],
  /** Booked, answered twice. */
  "duplicate-answer": cardLink,
  /** Booked, answered with a frame that holds no message. */
  garbage: cardLink,
  /** Booked, answered with a MAC that is not of the answer; only where the link has a key for MACs. */
  "wrong-mac": cardLink,
  /** Booked, answered without a MAC; the same. */
  "missing-mac": cardLink,
  /** Neither undone nor answered. */
  "no-answer-reversal": ["reversal"],
  /** Declined with 91. */
  "issuer-unavailable": ["authorization"],
  /** The gateway's answer to a dispute advice is lost on its way. */
  "acknowledgement-lost": ["dispute"],
  /** Declined with 05, nothing booked. */
  "refund-declined": ["refund"],
  "ds-no-answer": ["areq", "preq"],
  /** HTTP 200 with half a JSON text. */
  "ds-malformed": ["areq", "preq"],
  /** Erro 405. */
  "ds-error": ["areq", "preq"],
  "ds-http-500": ["areq", "preq"],
  /** transStatus U. */
  "ares-u": ["areq"],
  /** The directory server never reports the result of the challenge. */
  "rreq-lost": ["rreq"],
  "rreq-twice": ["rreq"],
  /** Booked, never answered. */
  "bank-no-answer": bankLink,
  /** Booked, answered after `delayMs`. */
  "bank-late-answer": bankLink,
  /** HTTP 500, nothing booked. */
  "bank-http-500": bankLink,
  /** The gateway is never told that the shopper decided. */
  "webhook-lost": ["bank-webhook"],
  "webhook-twice": ["bank-webhook"],
  /** Refused with 550, not kept. */
  "mail-refused": ["mail"],
  /** Refused with 451, not kept. */
  "mail-temporary": ["mail"],
  /** Kept, never answered. */
  "mail-no-answer": ["mail"],
  /** Kept, then the connection dropped. */
  "mail-cut-after": ["mail"],
} as const satisfies Record<string, readonly FaultPoint[]>;

export type FaultKind = keyof typeof pointsByKind;

export interface Fault {
  readonly kind: FaultKind;
  readonly where: FaultPoint;
  /** How many messages it still hits. */
  readonly count: number;
  /** Only for late answers, otherwise 0. */
  readonly delayMs: number;
}

export class Faults {
  #armed: readonly Fault[] = [];

  arm(fault: Fault): void {
    this.#armed = [...this.#armed, fault];
  }

  /** The fault that hits a message now passing `where`, used up by one. */
  take(where: FaultPoint): Fault | null {
    const fault = this.#armed.find((candidate) => candidate.where === where);
    if (fault === undefined) return null;
    this.#armed = this.#armed
      .map((other) => (other === fault ? { ...fault, count: fault.count - 1 } : other))
      .filter((other) => other.count > 0);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#armed;
  }

  clear(): void {
    this.#armed = [];
  }
}

/** Where a kind may strike, the usual point first. */
export function pointsOf(kind: FaultKind): readonly FaultPoint[] {
  return pointsByKind[kind];
}

export const isMacFault = (kind: FaultKind): boolean => kind === "wrong-mac" || kind === "missing-mac";

export function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === "string" && Object.hasOwn(pointsByKind, kind);
}

export function faultKinds(): readonly string[] {
  return Object.keys(pointsByKind);
}
