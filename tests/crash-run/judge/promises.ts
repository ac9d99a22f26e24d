import type { Evidence } from "../evidence.ts";
import type { Promised } from "../promises.ts";
import { numberOf, textOf } from "./rows.ts";

/** What the shop was told with success is still so, and it got nothing that it did not ask for. */
export function judgePromises(evidence: Evidence): readonly string[] {
  const { gateway, shop } = evidence;
  const orders = new Map(gateway.orders.map((order) => [textOf(order, "order_id"), order]));
  const problems = shop.record.promised.flatMap((promised) => {
    const order = orders.get(promised.orderId);
    // Refused before it was an order.
    if (order === undefined && promised.kind === "no charge") return [];
    if (order === undefined) return [`${promised.orderId} was accepted and is not there`];
    const problem = broken(promised, order, evidence);
    return problem === null ? [] : [`${promised.orderId}: ${problem}`];
  });
  return [...problems, ...unwanted(evidence)];
}

type Row = Evidence["gateway"]["orders"][number];

function broken(promised: Promised, order: Row, { gateway }: Evidence): string | null {
  const key = textOf(order, "key");
  const parts = gateway.related.filter((part) => part["order_key"] === key);
  switch (promised.kind) {
    case "order": {
      const statusOf = new Map(
        gateway.phaseStatuses.map((row) => [textOf(row, "phase"), textOf(row, "status")]),
      );
      const history = gateway.history.filter((row) => row["order_key"] === key);
      const wasSo = history.some(
        (row) =>
          statusOf.get(textOf(row, "phase")) === promised.status &&
          numberOf(row, "transaction_id") === promised.transactionId,
      );
      return wasSo || promised.status === "initialized"
        ? null
        : `was told as ${promised.status} (${promised.transactionId}), which it never was`;
    }
    case "refund": {
      const part = parts.find((one) => numberOf(one, "transaction_id") === promised.refundId);
      if (part === undefined) return `the refund ${promised.refundId} was accepted and is not there`;
      return numberOf(part, "amount") === promised.amountMinor
        ? null
        : `the refund ${promised.refundId} has another amount`;
    }
    case "refund void": {
      const part = parts.find((one) => numberOf(one, "transaction_id") === promised.refundId);
      return part !== undefined && textOf(part, "state") === "void"
        ? null
        : `the refund ${promised.refundId} is not void`;
    }
    case "capture":
      return parts.some(
        (one) =>
          textOf(one, "type") === "capture" &&
          numberOf(one, "amount") === promised.amountMinor &&
          textOf(one, "state") === "completed",
      )
        ? null
        : `the capture of ${promised.amountMinor} was accepted and is not there`;
    case "release":
      return parts.some(
        (one) => textOf(one, "type") === "auth-cancellation" && textOf(one, "state") === "completed",
      )
        ? null
        : "the release was accepted and did not happen";
    case "no charge":
      return order["phase"] === "completed" ? "was paid with a card that had been removed" : null;
  }
}

/** A repeated request is one request. */
function unwanted({ gateway, shop }: Evidence): readonly string[] {
  const keys = new Map(gateway.orders.map((order) => [textOf(order, "order_id"), textOf(order, "key")]));
  return shop.record.wanted.flatMap(({ orderId, kind, amountMinor }) => {
    const asked = shop.record.wanted.filter(
      (other) => other.orderId === orderId && other.kind === kind && other.amountMinor === amountMinor,
    ).length;
    const done = gateway.related.filter(
      (part) =>
        part["order_key"] === keys.get(orderId) &&
        part["type"] === kind &&
        part["state"] === "completed" &&
        numberOf(part, "amount") === amountMinor,
    ).length;
    return done <= asked
      ? []
      : [`${orderId}: ${done} times a ${kind} of ${amountMinor}, asked for ${asked} times`];
  });
}
