import { isObject, type Json, type JsonObject, numberAt, textAt } from "../../support/json.ts";
import type { Evidence } from "../evidence.ts";
import type { Promised } from "../promises.ts";
import type { Notified } from "../shop-inbox.ts";
import { numberOf, textOf } from "./rows.ts";

/** What the shop was told with success is still so, and it got nothing that it did not ask for. */
export function judgePromises(evidence: Evidence): readonly string[] {
  const { gateway, shop } = evidence;
  const orders = new Map(gateway.orders.map((order) => [textOf(order, "order_id"), order]));
  const problems = shop.record.promised.flatMap((promised) => {
    const order = orders.get(promised.orderId);
    if (order === undefined) return [`${promised.orderId} was accepted and is not there`];
    const problem = broken(promised, order, evidence);
    return problem === null ? [] : [`${promised.orderId}: ${problem}`];
  });
  return [...problems, ...unwanted(evidence), ...shop.oddities];
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

/** The last thing that each shop acknowledged is how its order is, and on the way there it never heard of the past. */
export function judgeNotifications({ gateway, shop }: Evidence): readonly string[] {
  const byOrder = Map.groupBy(shop.notified, ({ orderId }) => orderId);
  const problems = shop.notified
    .filter(({ isSigned }) => !isSigned)
    .map(({ orderId }) => `${orderId}: a notification was not signed as it should be`);
  for (const order of gateway.orders) {
    const orderId = textOf(order, "order_id");
    const heard = byOrder.get(orderId) ?? [];
    const final = shop.orders.get(orderId);
    if (!isObject(final)) {
      problems.push(`${orderId} cannot be read in the end`);
      continue;
    }
    // What is as it was made has changed nothing: neither an open page nor a captured part is told of.
    const hasChanged = numberOf(order, "version") > 1 && final["status"] !== "initialized";
    problems.push(...backwards(orderId, heard), ...(hasChanged ? untold(orderId, heard, final) : []));
  }
  return problems;
}

function untold(orderId: string, heard: readonly Notified[], final: JsonObject): readonly string[] {
  const last = heard.findLast(({ isAcknowledged }) => isAcknowledged);
  if (last === undefined) return [`${orderId} is ${textAt(final, "status")}, and its shop heard nothing`];
  return toldState(last.order) === toldState(final)
    ? []
    : [`${orderId} is ${toldState(final)}, its shop heard last ${toldState(last.order)}`];
}

const toldState = (order: JsonObject): string =>
  [
    textAt(order, "status"),
    textAt(order, "financial_status"),
    numberAt(order, "amount_refunded"),
    String(order["transaction_id"]),
    listOf(order["related_transactions"]).map(relatedState).toSorted().join("+"),
  ].join("/");

const relatedState = (part: Json): string =>
  `${textAt(part, "type")} ${numberAt(part, "amount")} ${textAt(part, "status")}`;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** By the time of the last change that the body tells; a repetition of what was told is no step back. */
function backwards(orderId: string, heard: readonly Notified[]): readonly string[] {
  const problems: string[] = [];
  let latest: Notified | null = null;
  for (const one of heard) {
    const isOlder = latest !== null && textAt(one.order, "modified") < textAt(latest.order, "modified");
    if (
      isOlder &&
      latest !== null &&
      !heard.slice(0, heard.indexOf(one)).some(({ body }) => body === one.body)
    )
      problems.push(`${orderId}: its shop heard ${toldState(one.order)} after ${toldState(latest.order)}`);
    else latest = one;
  }
  return problems;
}
