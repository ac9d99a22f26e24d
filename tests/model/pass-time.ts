import { type Due, endRefunds, failed, type ModelOrder, remaining } from "./order-model.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Times of the contract: statuses.md §3.4 and §5, refunds.md §2. */
export const timesMs = {
  /** A card or iDEAL payment that nobody finishes. */
  payment: hourMs,
  /** A payment page that nobody pays on. */
  session: 30 * dayMs,
  /** An authorization on Visa. */
  authorization: 7 * dayMs,
  /** Between two refunds of one amount. */
  sameRefund: 5 * minuteMs,
  /** A Klarna payment that nobody finishes. */
  payLater: dayMs,
  /** Klarna promises to pay for what is shipped within this. */
  promise: 28 * dayMs,
  /** Klarna pays so long after the shipment. */
  settlement: dayMs,
  /** A lost answer is looked after so long after the question. */
  lostAnswer: minuteMs / 2,
  /** The acquirer's review of a held payment (cards-3ds.md §12). */
  review: 3 * minuteMs,
  /** The steps of a scripted direct debit. */
  debitFirst: 2 * minuteMs,
  debitSecond: 3 * minuteMs,
} as const;

/** Whether the acquirer refuses refunds on cards just now. */
export interface Night {
  readonly declinesCards: boolean;
}

/** Everything that was due up to a moment has happened, in the order of time. */
export function passTime(order: ModelOrder, now: number, night: Night): ModelOrder {
  const next = order.due.toSorted((a, b) => a.at - b.at)[0];
  if (next === undefined || next.at > now) return order;
  const due = order.due.filter((other) => other !== next);
  return passTime(happen({ ...order, due }, next, night), now, night);
}

function happen(order: ModelOrder, { event, at }: Due, night: Night): ModelOrder {
  const isUnpaid = order.stage === "open" || order.stage === "waiting";
  const isUndecided = order.stage === "waiting" || order.stage === "uncleared";
  switch (event) {
    case "expire":
      if (order.stage === "waiting") return failed(order, "expired");
      return isUnpaid ? { ...order, stage: "expired" } : order;
    case "pay":
      return isUndecided ? { ...order, stage: "paid" } : order;
    case "hold":
      return isUndecided ? { ...order, stage: "uncleared" } : order;
    case "fail":
      return isUndecided ? { ...order, stage: "declined" } : order;
    case "reject":
      return order.stage === "uncleared" ? { ...order, stage: "void" } : order;
    case "settle":
      return { ...order, settlement: "completed" };
    case "lapse":
      return order.settlement === "uncleared" && !order.isShipped
        ? { ...order, stage: "void", settlement: "completed" }
        : order;
    case "release":
      return order.stage === "reserved" ? release(order) : order;
    case "night":
      return endRefunds(
        order,
        order.method === "card" && night.declinesCards ? "declined" : "completed",
        ({ acceptedAt }) => acceptedAt < at,
      );
    case "guard":
      return order;
  }
}

/** The rest of an authorization is given up, by the shop or by time. */
export const release = (order: ModelOrder): ModelOrder => ({
  ...order,
  stage: "void",
  released: remaining(order),
});
