/**
 * The life of an order as a table: which phase an order is in, what may be
 * done to it there, and where that leads (contract, statuses.md §3.1 and §3.2).
 * Nothing else in the house decides a state; the database holds the same table
 * and refuses a step that is not in it.
 *
 * `open` is a payment page nobody has paid on yet; `started` has an attempt
 * running; the others say what became of it.
 */
export const phases = [
  "open",
  "started",
  "completed",
  "authorized",
  "uncleared",
  "declined",
  "expired",
  "void",
  "cancelled",
  "shipped",
  "partial_refunded",
  "refunded",
  "chargedback",
] as const;
export type Phase = (typeof phases)[number];

export const orderCommands = [
  /** An attempt begins: the shopper submitted a card, or a direct order came in. */
  "start",
  /** The money moved. */
  "complete",
  /** The amount is reserved for a manual capture. */
  "authorize",
  /** The money moved or is reserved, but a review stands between it and the shop. */
  "hold",
  "decline",
  "expire",
  /** Money that was promised, or stayed with a wallet, has come. */
  "settle",
  /** A provider took its promise to pay back. */
  "lapse",
  /** The shopper gave up before an attempt began, or a method calls its own end so. */
  "cancel",
  /** A review ended well. */
  "clear",
  /** The same, of an amount that is only reserved for a manual capture. */
  "clear-reserved",
  /** A review ended badly, or nobody reviewed in time. */
  "reject",
  /** A gift card paid a part; the page asks for the rest. */
  "pay-rest",
  /** The shop posted the unpaid order again: a fresh session. */
  "restart",
  /** The shopper tries again over the same link. */
  "retry",
  /** The shop gave up a payment that is not authorized yet. */
  "withdraw",
  /** What was authorized is captured to the last cent. */
  "capture",
  /** What was authorized is given up, by the shop or by time. */
  "release",
  "ship",
  /** A refund is accepted; some of the money stays. */
  "refund-part",
  /** A refund is accepted; all of the money goes back. */
  "refund-all",
  /** A refund came to nothing: back to where the order was without it. */
  "restore-completed",
  "restore-shipped",
  "restore-part",
  /** The issuer took money back, whatever else is going on. */
  "charge-back",
  /** A dispute was won: back to where the order was; the other three may follow a chargeback too. */
  "restore-refunded",
] as const;
export type OrderCommand = (typeof orderCommands)[number];

const transitions: Readonly<Record<Phase, Partial<Record<OrderCommand, Phase>>>> = {
  open: { start: "started", cancel: "cancelled", expire: "expired", restart: "open" },
  started: {
    complete: "completed",
    authorize: "authorized",
    hold: "uncleared",
    decline: "declined",
    expire: "expired",
    withdraw: "void",
    cancel: "cancelled",
    "pay-rest": "open",
  },
  completed: {
    ship: "shipped",
    "refund-part": "partial_refunded",
    "refund-all": "refunded",
    settle: "completed",
    lapse: "void",
    "charge-back": "chargedback",
  },
  authorized: { capture: "completed", release: "void" },
  uncleared: {
    clear: "completed",
    "clear-reserved": "authorized",
    reject: "void",
    decline: "declined",
    expire: "expired",
  },
  declined: { restart: "open", retry: "open" },
  expired: { restart: "open", retry: "open" },
  void: { restart: "open", retry: "open" },
  cancelled: { restart: "open" },
  shipped: {
    "refund-part": "partial_refunded",
    "refund-all": "refunded",
    settle: "shipped",
    lapse: "void",
    "charge-back": "chargedback",
  },
  partial_refunded: {
    "refund-part": "partial_refunded",
    "refund-all": "refunded",
    settle: "partial_refunded",
    lapse: "void",
    "restore-completed": "completed",
    "restore-shipped": "shipped",
    "restore-part": "partial_refunded",
    "charge-back": "chargedback",
  },
  refunded: {
    settle: "refunded",
    lapse: "void",
    "restore-completed": "completed",
    "restore-shipped": "shipped",
    "restore-part": "partial_refunded",
    "charge-back": "chargedback",
  },
  chargedback: {
    "charge-back": "chargedback",
    "restore-completed": "completed",
    "restore-shipped": "shipped",
    "restore-part": "partial_refunded",
    "restore-refunded": "refunded",
  },
};

/** The phase a command leads to, or null where it is not allowed. */
export const step = (from: Phase, command: OrderCommand): Phase | null => transitions[from][command] ?? null;

export interface WireStatus {
  readonly status: string;
  readonly financialStatus: string;
}

/**
 * Where the money of a paid order is: with us; promised by a provider (pay-later
 * before the shipment); or with the wallet that took it (contract, statuses.md §3.4).
 */
export const settlements = ["completed", "uncleared", "initialized"] as const;
export type Settlement = (typeof settlements)[number];

/** The two statuses of the contract: the second of a paid order follows its money (statuses.md §1). */
export function wireStatusOf(order: { readonly phase: Phase; readonly settlement: Settlement }): WireStatus {
  const { status, financialStatus } = wireStatus[order.phase];
  return { status, financialStatus: financialStatus ?? order.settlement };
}

/** By phase; null is the order's settlement. */
export const wireStatus: Readonly<
  Record<Phase, { readonly status: string; readonly financialStatus: string | null }>
> = {
  open: { status: "initialized", financialStatus: "initialized" },
  started: { status: "initialized", financialStatus: "initialized" },
  completed: { status: "completed", financialStatus: null },
  authorized: { status: "completed", financialStatus: "initialized" },
  uncleared: { status: "uncleared", financialStatus: "uncleared" },
  declined: { status: "declined", financialStatus: "declined" },
  expired: { status: "expired", financialStatus: "expired" },
  void: { status: "void", financialStatus: "void" },
  cancelled: { status: "cancelled", financialStatus: "cancelled" },
  shipped: { status: "shipped", financialStatus: null },
  partial_refunded: { status: "partial_refunded", financialStatus: null },
  refunded: { status: "refunded", financialStatus: null },
  chargedback: { status: "chargedback", financialStatus: null },
};

/** Nothing happens to the order any more unless the shop posts it anew. */
export const isFinal = (phase: Phase): boolean => phase !== "open" && phase !== "started";

/** The shopper sees success: paid, or paid and in review, which he is never told (notifications.md §7). */
export const isPaidForShopper = (phase: Phase): boolean => phase === "uncleared" || isPaid(phase);

/** The money is, or was, with the shop. */
export const isPaid = (phase: Phase): boolean =>
  phase === "completed" ||
  phase === "authorized" ||
  phase === "shipped" ||
  phase === "partial_refunded" ||
  phase === "refunded" ||
  phase === "chargedback";

/** Money moved that a refund can give back. */
export const mayBeRefunded = (phase: Phase): boolean =>
  phase === "completed" || phase === "shipped" || phase === "partial_refunded";
