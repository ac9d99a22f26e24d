import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, merchantApi } from "../support/api.ts";
import { readTestConfig } from "../support/config.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { numberAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { createDatabase, startPostgres } from "../support/postgres.ts";
import { sandboxClock } from "../support/world.ts";
import { startCommitEater } from "./commit-eater.ts";
import { startGateways } from "./gateways.ts";

// Goal: a change that is committed, but of which the gateway never hears, is unknown and is told as such; whoever repeats
// his request gets what he would have got, once. Method: the answer to one statement is eaten and its connection cut.

const own = readTestConfig().postgresUrl === null ? await startPostgres() : null;
const database = await createDatabase(own?.url ?? readTestConfig().postgresUrl ?? "");
const eater = await startCommitEater(Number(new URL(database.url).port));
const gateways = await startGateways(1, Object.assign(new URL(database.url), { port: eater.port }).href);
after(async () => {
  await gateways.stop();
  await eater.stop();
  await database.drop();
  await own?.stop();
});
const [gatewayUrl = ""] = gateways.urls;
const api = merchantApi(gatewayUrl, gateways.apiKey);
const clock = sandboxClock(gatewayUrl, gateways.apiKey);

/** The request whose statement with this name, or these words, is carried out and not answered. */
async function losing(statement: string, request: () => Promise<ApiAnswer>): Promise<void> {
  eater.eatAnswerTo(statement);
  const answer = await request();
  assert.ok(!eater.isArmed(), `no ${statement} was sent`);
  assertRefused(answer, { code: 503, status: 503 });
  assert.match(answer.headers.get("retry-after") ?? "", /^\d+$/);
}

test("an order that was written is found by whoever posts it again", async () => {
  const body = redirectOrder();
  await losing("insert-", () => api("POST", "/orders", body));
  const written = assertAccepted(await api("GET", `/orders/${String(body["order_id"])}`));
  const again = assertAccepted(await api("POST", "/orders", body));
  assert.equal(textAt(again["order_id"]), textAt(written["order_id"]));
});

test("orders that were written together and not heard of are there once when all are posted again", async () => {
  const bodies = Array.from({ length: 30 }, () => redirectOrder());
  const postAll = (): Promise<readonly ApiAnswer[]> =>
    Promise.all(bodies.map((body) => api("POST", "/orders", body)));
  eater.eatAnswerTo("insert-");
  const answers = await postAll();
  assert.ok(!eater.isArmed(), "no order was sent to the database");
  const unheard = answers.filter(({ status }) => status !== 200);
  assert.ok(unheard.length > 0, "an answer that was eaten was heard all the same");
  for (const answer of unheard) assertRefused(answer, { code: 503, status: 503 });
  const pages = (await postAll()).map((answer) => textAt(assertAccepted(answer)["payment_url"]));
  assert.equal(new Set(pages).size, bodies.length);
});

test("a payment whose beginning was written but not heard of sends no money, and is over in the end", async () => {
  const { heldMinor, entries } = await gateways.controls.books();
  const orderId = newOrderId();
  await losing("insert-", () => api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assert.equal((await gateways.controls.books()).entries.length, entries.length);
  await clock.advance(7_200);
  assert.doesNotMatch(await statusesOf(api, orderId), /completed/);
  assert.equal((await gateways.controls.books()).heldMinor, heldMinor);
  // So the shop may try again, and pays once.
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal((await gateways.controls.books()).heldMinor, heldMinor + 1_000);
});

test("a payment that was recorded but not heard of is paid, once, and not undone later", async () => {
  const { heldMinor } = await gateways.controls.books();
  const body = directOrderWithout3ds();
  const orderId = String(body["order_id"]);
  await losing("unchanged-", () => api("POST", "/orders", body));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assertRefused(await api("POST", "/orders", body), { code: 1006 });
  await clock.advance(7_200);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal((await gateways.controls.books()).heldMinor, heldMinor + 1_000);
});

test("a refund whose commit was not heard of stands, and its repetition does not give the money twice", async () => {
  const body = directOrderWithout3ds();
  const orderId = String(body["order_id"]);
  assertAccepted(await api("POST", "/orders", body));
  const refund = (): Promise<ApiAnswer> =>
    api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 250 });
  await losing("commit", refund);
  assertRefused(await refund(), { code: 1034 });
  assert.equal(numberAt(assertAccepted(await api("GET", `/orders/${orderId}`))["amount_refunded"]), 250);
});

test("the books are right after all this", async () => {
  const books = await gateways.commandLine("ledger", "check");
  assert.equal(books.code, 0, books.output);
});
