import assert from "node:assert/strict";

/**
 * What an order must be, reckoned from the contract alone (statuses.md §3, refunds.md, orders.md §5): never from what
 * the gateway said of it. Amounts in minor units, times in milliseconds since 1970 by the sandbox's clock.
 */
export interface ModelOrder {
  readonly orderId: string;
  readonly method: Method;
  readonly amount: number;
  readonly stage: Stage;
  /** Where the money of a paid order is: there, or promised by a pay-later provider. */
  readonly settlement: "completed" | "uncleared";
  readonly isShipped: boolean;
  readonly isManual: boolean;
  /** Amounts captured as orders of their own. */
  readonly parts: readonly number[];
  /** What a release or the expiry of an authorization gave up; null: nothing. */
  readonly released: number | null;
  readonly refunds: readonly ModelRefund[];
  readonly disputes: readonly ModelDispute[];
  /** Of the message that moved the money, in the acquirer's books; null where none did. */
  readonly rrn: string | null;
  /** Over which the shopper may try again; null where the order has no page. */
  readonly link: Link | null;
  /** What time will do to it. */
  readonly due: readonly Due[];
}

export interface Link {
  /** End of the session. */
  readonly until: number;
  readonly tries: number;
  /** The last try came to nothing by itself, and not by the shop's doing. */
  readonly isFailed: boolean;
}

export type Method = "card" | "ideal" | "klarna" | "debit";

export type Stage =
  /** A payment page nobody has paid on. */
  | "open"
  /** Somebody has to answer: the shopper, the issuer, the bank. */
  | "waiting"
  | "uncleared"
  | "reserved"
  | "paid"
  | "declined"
  | "expired"
  | "void"
  | "cancelled";

export interface ModelRefund {
  readonly id: number;
  readonly amount: number;
  readonly status: "reserved" | "completed" | "declined" | "void";
  readonly acceptedAt: number;
}

export interface ModelDispute {
  readonly id: string;
  readonly amount: number;
  readonly isWon: boolean;
}

export interface Due {
  readonly at: number;
  /** `guard`: nothing happens to it; only something else may be asked for again. */
  readonly event:
    | "expire"
    | "pay"
    | "hold"
    | "fail"
    | "reject"
    | "settle"
    | "lapse"
    | "release"
    | "night"
    | "guard";
}

export const newOrder = (
  known: Pick<ModelOrder, "orderId" | "amount" | "stage"> & Partial<ModelOrder>,
): ModelOrder => ({
  method: "card",
  settlement: "completed",
  isShipped: false,
  isManual: false,
  parts: [],
  released: null,
  refunds: [],
  disputes: [],
  rrn: null,
  link: null,
  due: [],
  ...known,
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Of an authorization what is neither captured nor given up. */
export const remaining = (order: ModelOrder): number =>
  order.stage === "reserved" ? order.amount - sum(order.parts) : 0;

/** What moved under this order's own name. */
export const moved = (order: ModelOrder): number =>
  order.stage === "paid" ? order.amount - sum(order.parts) : 0;

/** `amount_refunded`: raised when a refund is accepted, lowered when it comes to nothing (statuses.md §4). */
export const refunded = ({ refunds }: ModelOrder): number =>
  sum(
    refunds
      .filter(({ status }) => status === "reserved" || status === "completed")
      .map(({ amount }) => amount),
  );

export const givenBack = ({ refunds }: ModelOrder): number =>
  sum(refunds.filter(({ status }) => status === "completed").map(({ amount }) => amount));

/** What issuers took and have not returned. */
export const chargedBack = ({ disputes }: ModelOrder): number =>
  sum(disputes.filter(({ isWon }) => !isWon).map(({ amount }) => amount));

/** The order after a try that came to nothing. Until its session ends, time changes only whether there may be another. */
export const failed = (order: ModelOrder, stage: "declined" | "expired" | "void"): ModelOrder => ({
  ...order,
  stage,
  link: order.link === null ? null : { ...order.link, isFailed: true },
  due: linkEnd(order),
});

export const linkEnd = ({ link }: ModelOrder): readonly Due[] =>
  link === null ? [] : [{ at: link.until, event: "guard" }];

/** What the acquirer or the bank must hold for the merchant because of this order. */
export const held = (order: ModelOrder): number =>
  order.settlement === "completed" ? moved(order) - givenBack(order) - chargedBack(order) : 0;

/** Order status and financial status. */
export function statusPair(order: ModelOrder): string {
  switch (order.stage) {
    case "open":
    case "waiting":
      return "initialized/initialized";
    case "reserved":
      return "completed/initialized";
    case "paid":
      return `${paidStatus(order)}/${order.settlement}`;
    default:
      return `${order.stage}/${order.stage}`;
  }
}

function paidStatus(order: ModelOrder): string {
  if (chargedBack(order) > 0) return "chargedback";
  if (refunded(order) > 0) return refunded(order) === moved(order) ? "refunded" : "partial_refunded";
  return order.isShipped ? "shipped" : "completed";
}

/** `type status amount` of each related transaction. */
export function relatedLines(order: ModelOrder): readonly string[] {
  const { method, parts, released, refunds, disputes } = order;
  // The capture that completes an order itself stands beside its parts.
  const last = order.isManual && order.stage === "paid" ? [moved(order)] : [];
  return [
    ...[...parts, ...last].map((amount) => `capture completed ${amount}`),
    ...(released === null ? [] : [`auth-cancellation completed ${released}`]),
    ...refunds.map(({ status, amount }) => `refund ${shown(method, status)} ${amount}`),
    ...disputes.flatMap(({ amount, isWon }) => [
      `chargeback completed ${amount}`,
      ...(isWon ? [`reverse-chargeback completed ${amount}`] : []),
    ]),
  ].toSorted();
}

/** Banks and pay-later providers call a refund initialized until it is given back (statuses.md §4). */
const shown = (method: Method, status: ModelRefund["status"]): string =>
  status === "reserved" && (method === "ideal" || method === "klarna") ? "initialized" : status;

/** The states of a refund are a line, and so is this: what is decided stays. */
export function endRefunds(
  order: ModelOrder,
  status: "completed" | "declined" | "void",
  isMeant: (refund: ModelRefund) => boolean = () => true,
): ModelOrder {
  const refunds = order.refunds.map((refund) =>
    refund.status === "reserved" && isMeant(refund) ? { ...refund, status } : refund,
  );
  return { ...order, refunds };
}

/** Money that comes back cannot be more than money that came. */
export function assertReckoning(order: ModelOrder): void {
  assert.ok(refunded(order) <= moved(order), `the model refunds ${refunded(order)} of ${moved(order)}`);
  assert.ok(moved(order) + sum(order.parts) <= order.amount, "the model captures more than was authorized");
}
