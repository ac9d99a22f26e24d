import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer } from "../support/api.ts";
import { secondsToMidnight } from "../support/amsterdam.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every day is closed once, at midnight in Amsterdam, and what is the merchant's is paid out once. Contract:
// tokens-transactions-account.md §3.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

const hourMs = 3_600_000;
const amsterdam = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Amsterdam",
  dateStyle: "short",
  timeStyle: "medium",
});

const today = async (): Promise<string> => amsterdam.format(await clock.now()).slice(0, 10);
const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 24 * hourMs).toISOString().slice(0, 10);

const closingsOf = async (query: string): Promise<ApiAnswer> => await api("GET", `/closing-balances${query}`);

async function closings(query = ""): Promise<readonly JsonObject[]> {
  const answer = await closingsOf(query);
  assert.equal(answer.status, 200, answer.text);
  const lines = listAt(answer.body, "data").map((line) => objectAt(line));
  assert.equal(numberAt(answer.body, "page", "total"), lines.length);
  return lines;
}

/** Ends today, and gives its closing in one currency. */
async function endDay(currency = "EUR"): Promise<JsonObject> {
  const date = await today();
  await clock.advance((await secondsToMidnight(clock)) + 60);
  const [closing, ...others] = await closings(`?from=${date}&until=${dayAfter(date)}&currency=${currency}`);
  assert.deepEqual(others, []);
  return closing ?? assert.fail(`${date} has no closing in ${currency}`);
}

async function pay(members: OrderBody = {}, number: string = cards.visa): Promise<string> {
  const body = directOrderWithout3ds({ order_id: newOrderId(), ...members }, { number });
  return textAt(assertAccepted(await api("POST", "/orders", body)), "order_id");
}

const sums = (closing: JsonObject): readonly unknown[] => [
  closing["amount"],
  closing["amount_uncleared"],
  closing["payout_amount"],
];

const payouts = async (): Promise<readonly string[]> =>
  (
    await world.sql(
      `select currency || ' ' || debit || '>' || credit || ' ' || amount as line from ledger_transfer
       where flow = 'payout' order by id`,
    )
  ).map((row) => String(row["line"]));

// From here on the next midnight is a day away, whenever the tests run.
await clock.advance((await secondsToMidnight(clock)) + 60);

test("days on which nothing was ever paid have no closing", async () => {
  assert.deepEqual(await closings(), []);
});

test("a day ends with what is the merchant's, and that is paid out", async () => {
  const date = await today();
  await pay({ amount: 5_000 });
  await pay({ amount: 1_000, currency: "USD" });
  const closing = await endDay();
  assert.deepEqual(closing, {
    account_id: 10_001_001,
    amount: 4_855,
    amount_uncleared: 0,
    bic: "",
    closing_date: date,
    currency: "EUR",
    iban: "",
    payout_amount: 4_855,
    payout_transaction_id: numberAt(closing["payout_transaction_id"]),
    site_id: 1,
    status: "completed",
  });
  assert.deepEqual(await payouts(), ["EUR merchant>payouts 4855", "USD merchant>payouts 940"]);
});

test("what was paid out is not paid out again", async () => {
  const before = await payouts();
  assert.deepEqual(sums(await endDay()), [0, 0, 0]);
  assert.equal((await endDay())["payout_transaction_id"], null);
  assert.deepEqual(await payouts(), before);
});

test("a debt is not paid out, and the next payments cover it first", async () => {
  const orderId = await pay({ amount: 1_000 });
  assert.deepEqual(sums(await endDay()), [940, 0, 940]);
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 1_000 }));
  assert.deepEqual(sums(await endDay()), [-1_000, 0, 0]);
  await pay({ amount: 3_000 });
  assert.deepEqual(sums(await endDay()), [1_913, 0, 1_913]);
});

test("what is in review is told apart and not paid out", async () => {
  await clock.advance((await secondsToMidnight(clock)) - 60);
  await pay({ amount: 2_000 }, cards.visaUnclearedThenCompleted);
  assert.deepEqual(sums(await endDay()), [0, 2_000, 0]);
  assert.deepEqual(sums(await endDay()), [1_940, 0, 1_940]);
});

test("months at once are closed day by day", async () => {
  const before = (await closings("?from=2020-01-01&currency=EUR")).length;
  await pay();
  // Two hours more: also where the clocks are set back on the way, thirty midnights pass.
  const ran = [...(await clock.advance(30 * 86_400)), ...(await clock.advance(2 * 3_600))];
  const closed = ran.filter((job) => job.kind === "close-day");
  assert.equal(closed.length, 30);
  assert.ok(closed.every((job) => job.orderId === null));
  assert.equal((await closings("?from=2020-01-01&currency=EUR")).length, before + 30);
});

test("days that ended while no gateway ran are closed by the next one, each with its own payments", async () => {
  const date = await today();
  await pay({ amount: 1_000 });
  await world.killGateway();
  await world.sql("update clock set offset_ms = offset_ms + $1", [3 * 24 * hourMs]);
  await world.restartGateway();
  const query = `?from=${date}&until=${await today()}&currency=EUR`;
  const lines = await eventually("the days are closed", async () => {
    const closed = await closings(query);
    return closed.length === 3 ? closed : null;
  });
  assert.deepEqual(lines.map(sums), [
    [940, 0, 940],
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test("from is the first day, until the first day that is left out", async () => {
  const lines = await closings("?from=2020-01-01&currency=EUR");
  const dates = lines.map((line) => textAt(line["closing_date"]));
  assert.deepEqual(dates, dates.toSorted());
  const [, second = "", third = ""] = dates;
  const between = await closings(`?from=${second}&until=${dayAfter(third)}&currency=EUR`);
  assert.deepEqual(
    between.map((line) => line["closing_date"]),
    [second, third],
  );
});

for (const [query, code] of [
  ["?from=yesterday", 1016],
  ["?from=2026-02-30", 1016],
  ["?from=2026-13-01", 1016],
  ["?until=01-02-2026", 1016],
  ["?from=2026-02-01T00:00:00", 1016],
  ["?from=2026-02-02&until=2026-02-01", 1016],
  ["?from=2026-02-02&until=2026-02-02", 1016],
  ["?from=2026-02-02&from=2026-02-03", 1016],
  ["?currency=ABC", 1002],
  ["?currency=EUR&currency=USD", 1002],
] as const) {
  test(`refuses ${query} with ${code}`, async () => {
    assertRefused(await closingsOf(query), { code });
  });
}

test("refuses who has no key", async () => {
  const answer = await api("GET", "/closing-balances", undefined, {});
  assertRefused(answer, { code: 1032, status: 401 });
});

test("the books are right after all this", async () => {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
});
