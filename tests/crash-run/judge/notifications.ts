import { isObject, type Json, type JsonObject, numberAt, textAt } from "../../support/json.ts";
import type { Evidence } from "../evidence.ts";
import type { Notified } from "../shop-inbox.ts";
import { numberOf, textOf } from "./rows.ts";

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
    const heardOf = versionsOf(gateway, order);
    problems.push(...backwards(orderId, heard, heardOf), ...unheardOf(gateway, order, { heard, heardOf }));
    // A page that is open, or that somebody is on, is nothing to tell.
    if (final["status"] !== "initialized") problems.push(...untold(orderId, heard, final));
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
    numberAt(order, "transaction_id"),
    listOf(order["related_transactions"]).map(relatedState).toSorted().join("+"),
  ].join("/");

const relatedState = (part: Json): string =>
  `${textAt(part, "type")} ${numberAt(part, "amount")} ${textAt(part, "status")}`;

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/**
 * Each notification is of a version of the order, and of none that is older than one the shop had heard of; a repetition
 * of what was told is no step back. The clock of a sandbox is no measure: whoever moves it is ahead of the others.
 */
function backwards(orderId: string, heard: readonly Notified[], told: ToldVersions): readonly string[] {
  const problems: string[] = [];
  const bodies = new Set<string>();
  let latest = 0;
  for (const { order, body } of heard) {
    const versions = told(order);
    const next = versions.find((version) => version >= latest);
    if (next !== undefined) latest = next;
    else if (!bodies.has(body)) {
      problems.push(
        `${orderId}: its shop heard of ${toldState(order)} (version ${versions.join(" or ")}) after ${latest}`,
      );
    }
    bodies.add(body);
  }
  return problems;
}

/** Longer than a notification is held back and tried again: what stood for so long, the shop has acknowledged. */
const stoodForMs = 2 * 86_400_000;

/** Statuses that an order had for days, and of which its shop took no notification. */
function unheardOf(
  { history, phaseStatuses }: Evidence["gateway"],
  order: Evidence["gateway"]["orders"][number],
  { heard, heardOf }: { readonly heard: readonly Notified[]; readonly heardOf: ToldVersions },
): readonly string[] {
  const statusOf = new Map(phaseStatuses.map((row) => [textOf(row, "phase"), textOf(row, "status")]));
  const acknowledged = new Set(
    heard.filter(({ isAcknowledged }) => isAcknowledged).flatMap(({ order: told }) => heardOf(told)),
  );
  const past = history.filter((row) => row["order_key"] === order["key"]);
  return past.flatMap((row, index) => {
    const next = past[index + 1];
    const status = statusOf.get(textOf(row, "phase"));
    const isNews = status !== "initialized" && status !== statusOf.get(String(past[index - 1]?.["phase"]));
    if (next === undefined || !isNews || timeOf(next) - timeOf(row) < stoodForMs) return [];
    return acknowledged.has(numberOf(row, "version"))
      ? []
      : [`${textOf(order, "order_id")} was ${status} for days, and its shop never heard of it`];
  });
}

const timeOf = (row: Evidence["gateway"]["history"][number]): number =>
  row["at"] instanceof Date ? row["at"].getTime() : 0;

/** The versions of which a body may tell, in order. */
type ToldVersions = (order: JsonObject) => readonly number[];

function versionsOf(
  { history, phaseStatuses, related }: Evidence["gateway"],
  order: Evidence["gateway"]["orders"][number],
): ToldVersions {
  const key = textOf(order, "key");
  const isCapturedPart = related.some((part) => part["child_order"] === key);
  const statusOf = new Map(phaseStatuses.map((row) => [textOf(row, "phase"), textOf(row, "status")]));
  const past = history.filter((row) => row["order_key"] === key);
  return (told) => {
    const fitting = past.filter(
      (row) =>
        statusOf.get(textOf(row, "phase")) === told["status"] &&
        numberOf(row, "transaction_id") === told["transaction_id"],
    );
    const exact = fitting.filter(
      (row) => row["at"] instanceof Date && wallClock(row["at"]) === order["modified"],
    );
    // The first version is not in the history: an open order, or a part that was captured.
    const isFirst = told["status"] === "initialized" || isCapturedPart;
    const versions = (exact.length > 0 ? exact : fitting).map((row) => numberOf(row, "version"));
    return isFirst ? [1, ...versions] : versions;
  };
}

const amsterdam = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Amsterdam",
  dateStyle: "short",
  timeStyle: "medium",
});

const wallClock = (at: Date): string => amsterdam.format(at).replace(" ", "T");
