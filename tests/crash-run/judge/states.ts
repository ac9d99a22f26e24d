import type { Evidence } from "../evidence.ts";
import { methodsWithoutEnd } from "../waiting-for-ever.ts";
import { numberOf, textOf } from "./rows.ts";

/** States of an attempt in which something is still under way. */
const openStates = [
  "starting",
  "awaiting",
  "preparing",
  "authenticating",
  "challenging",
  "authenticated",
  "sent",
  "reversing",
];

/** Every order is where its history leads, by steps of the table; nothing is under way any more. */
export function judgeStates(evidence: Evidence): readonly string[] {
  const { gateway } = evidence;
  const forEver = waitingForEver(evidence);
  const problems: string[] = [];
  const steps = new Set(
    gateway.transitions.map((row) => `${textOf(row, "from_phase")} → ${textOf(row, "to_phase")}`),
  );
  const histories = Map.groupBy(gateway.history, (row) => textOf(row, "order_key"));
  for (const order of gateway.orders) {
    const name = textOf(order, "order_id");
    const history = histories.get(textOf(order, "key")) ?? [];
    const [first] = history;
    const last = history.at(-1);
    if (first === undefined || last === undefined) {
      if (numberOf(order, "version") > 1) problems.push(`${name} has no history`);
      continue;
    }
    if (textOf(last, "phase") !== textOf(order, "phase"))
      problems.push(`${name} is ${textOf(order, "phase")}, its history ends ${textOf(last, "phase")}`);
    if (numberOf(last, "version") !== numberOf(order, "version"))
      problems.push(
        `${name} has version ${numberOf(order, "version")}, its history ends at ${numberOf(last, "version")}`,
      );
    for (const [index, row] of history.entries()) {
      const before = history[index - 1];
      if (before === undefined) continue;
      if (numberOf(row, "version") !== numberOf(before, "version") + 1)
        problems.push(`${name} misses a version`);
      const step = `${textOf(before, "phase")} → ${textOf(row, "phase")}`;
      if (!steps.has(step)) problems.push(`${name} went ${step}`);
    }
  }
  return [...problems, ...openAttempts(gateway, forEver), ...leftovers(gateway, forEver)];
}

/** Keys of the orders for which shopper or shop has something to do that has no end, in the bank's books too. */
function waitingForEver({ gateway, world }: Evidence): ReadonlySet<string> {
  const open = new Set(
    world.bank
      .filter(({ status }) => ["open", "pending", "authorized"].includes(status))
      .map(({ reference }) => reference),
  );
  return new Set(
    gateway.attempts
      .filter((one) => methodsWithoutEnd.includes(String(one["brand"])) && open.has(textOf(one, "key")))
      .map((one) => textOf(one, "order_key")),
  );
}

function openAttempts(
  { attempts, orders }: Evidence["gateway"],
  forEver: ReadonlySet<string>,
): readonly string[] {
  const names = new Map(orders.map((order) => [textOf(order, "key"), textOf(order, "order_id")]));
  return attempts.flatMap((attempt) => {
    const name = names.get(textOf(attempt, "order_key")) ?? "?";
    const state = textOf(attempt, "state");
    return [
      ...(openStates.includes(state) && !forEver.has(textOf(attempt, "order_key"))
        ? [`${name} still has an attempt that is ${state}`]
        : []),
      ...(attempt["is_sealed"] === true ? [`${name} still has card data (${state})`] : []),
    ];
  });
}

function leftovers(
  { jobs, related, orders, fromTheFuture, ledgerCheck, auditVerify, ownEnds }: Evidence["gateway"],
  forEver: ReadonlySet<string>,
): readonly string[] {
  return [
    ...jobs
      .filter((job) => job["kind"] !== "close-day" && !forEver.has(textOf(job, "order_key")))
      .map(
        (job) =>
          `the job ${textOf(job, "kind")} of ${textOf(job, "order_key")} is left, after ${String(job["tries"])} tries`,
      ),
    ...related
      .filter((part) => ["reserved", "sent"].includes(textOf(part, "state")))
      .map(
        (part) =>
          `the ${textOf(part, "type")} ${String(part["transaction_id"])} is still ${textOf(part, "state")}`,
      ),
    ...orders
      .filter((order) => ["open", "started", "uncleared", "authorized"].includes(textOf(order, "phase")))
      .filter((order) => !forEver.has(textOf(order, "key")))
      .map((order) => `${textOf(order, "order_id")} is still ${textOf(order, "phase")}`),
    ...(ledgerCheck.code === 0 ? [] : [`the ledger check fails: ${ledgerCheck.output.slice(-1_000)}`]),
    ...(auditVerify.code === 0 ? [] : [`the audit log does not hold: ${auditVerify.output.slice(-1_000)}`]),
    ...fromTheFuture.map(
      (orderId) => `${orderId} was changed at a time that had not come when all was healed`,
    ),
    ...ownEnds,
  ];
}
