import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { type ApiAnswer, merchantApi } from "../support/api.ts";
import { readTestConfig } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { createDatabase, type Database, startPostgres } from "../support/postgres.ts";
import { startBalancer } from "./balancer.ts";
import { startGateways } from "./gateways.ts";

// Goal: gateways are replaced one after the other and no shop notices. Method: two behind a balancer that asks for their
// health and repeats nothing; shops order without a pause while both are stopped by SIGTERM and started again.

const own = readTestConfig().postgresUrl === null ? await startPostgres() : null;
const newDatabase = (): Promise<Database> => createDatabase(own?.url ?? readTestConfig().postgresUrl ?? "");
const database = await newDatabase();
const gateways = await startGateways(2, database.url, { SLUIS_DRAIN_SECONDS: "2" });
const balancer = await startBalancer(gateways.urls);
after(async () => {
  await balancer.stop();
  await gateways.stop();
  await database.drop();
  await own?.stop();
});
const api = merchantApi(balancer.url, gateways.apiKey);

const shoppers = 4;

test("both gateways are restarted one after the other without a failed request or a lost order", async () => {
  const state = { isOver: false };
  const answers = new Map<string, ApiAnswer>();
  const shopper = async (index: number): Promise<void> => {
    while (!state.isOver) {
      const orderId = newOrderId("rolling");
      const body =
        index % 2 === 0 ? directOrderWithout3ds({ order_id: orderId }) : redirectOrder({ order_id: orderId });
      answers.set(orderId, await api("POST", "/orders", body));
      assertAccepted(await api("GET", `/orders/${orderId}`));
    }
  };
  const shopping = Promise.all(Array.from({ length: shoppers }, (_, index) => shopper(index)));
  const whileShopping = (work: Promise<unknown>): Promise<unknown> => Promise.race([work, shopping]);
  const restart = async (index: number): Promise<void> => {
    const ordersBefore = answers.size;
    await gateways.restart(index);
    await eventually("the balancer has it back", () =>
      balancer.isWell(gateways.urls[index] ?? "") && answers.size > ordersBefore ? true : null,
    );
  };
  try {
    await whileShopping(restart(0));
    await whileShopping(restart(1));
  } finally {
    state.isOver = true;
  }
  await shopping;

  assert.ok(answers.size > shoppers, "hardly anybody shopped");
  assert.equal(gateways.log().split(`"event":"stopped"`).length, 3);
  for (const [orderId, answer] of answers) {
    assertAccepted(answer);
    assertAccepted(await api("GET", `/orders/${orderId}`));
  }
  const ids = [...answers.values()].map((answer) => textAt(answer.body, "data", "payment_url"));
  assert.equal(new Set(ids.filter((url) => url !== "")).size, ids.filter((url) => url !== "").length);
});

test("no number was given out twice, and the books of both sides agree", async () => {
  const { entries, heldMinor } = await gateways.controls.books();
  assert.equal(new Set(entries.map(({ rrn }) => rrn)).size, entries.length);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ paid: number; orders: number; ids: number }>(
    `select coalesce(sum(amount) filter (where phase = 'completed'), 0)::int as paid,
       count(*)::int as orders, count(distinct transaction_id)::int as ids from orders`,
  );
  await client.end();
  assert.equal(rows[0]?.paid, heldMinor);
  assert.equal(rows[0]?.ids, rows[0]?.orders);
  const books = await gateways.commandLine("ledger", "check");
  assert.equal(books.code, 0, books.output);
});

test("a gateway that is told to stop says so at once, answers on, keeps no connection; told again, it goes", async () => {
  const another = await newDatabase();
  const patient = await startGateways(1, another.url, { SLUIS_DRAIN_SECONDS: "120" });
  try {
    const [url = ""] = patient.urls;
    patient.signal(0, "SIGTERM");
    const health = await eventually("it says that it is not there", async () => {
      const answer = await fetch(`${url}/health`);
      await answer.body?.cancel();
      return answer.status === 503 ? answer : null;
    });
    assert.equal(health.headers.get("connection"), "close");
    const answer = await merchantApi(url, patient.apiKey)("POST", "/orders", directOrderWithout3ds());
    assertAccepted(answer);
    assert.equal(answer.headers.get("connection"), "close");
    patient.signal(0, "SIGTERM");
    assert.deepEqual(await patient.ended(0), { code: 0, signal: null });
  } finally {
    await patient.stop();
    await another.drop();
  }
});
