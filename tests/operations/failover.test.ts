import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { type ApiAnswer, merchantApi } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { sandboxClock } from "../support/world.ts";
import { startGateways } from "./gateways.ts";
import { startReplicatedPostgres } from "./replicated-postgres.ts";

// Goal: the database dies and its standby takes over; nothing that was promised is lost, and until then every answer is
// an honest 503. Method: two gateways, two real PostgreSQL servers with synchronous replication, shops that pay without
// a pause and repeat what was not answered; SIGKILL of the primary, later the promotion.

const database = await startReplicatedPostgres();
const gateways = await startGateways(2, database.url);
after(async () => {
  await gateways.stop();
  await database.stop();
});
const apis = gateways.urls.map((url) => merchantApi(url, gateways.apiKey));
const [first = ""] = gateways.urls;

const promised = new Set<string>();
const refused: ApiAnswer[] = [];

/** Pays an order as a careful shop does: not answered is not known, so it looks, and orders again what is not there. */
async function pay(index: number): Promise<void> {
  const api = apis[index % apis.length];
  assert.ok(api);
  const orderId = newOrderId("failover");
  const hear = (answer: ApiAnswer): ApiAnswer | null => {
    if (answer.status !== 503) return answer;
    refused.push(answer);
    return null;
  };
  const answer = hear(
    await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, amount: 1_000 + index })),
  );
  const found = await eventually(
    "the gateway knows of the order, or not",
    async () => {
      if (answer !== null) return answer;
      const looked = hear(await api("GET", `/orders/${orderId}`));
      return looked?.status === 404
        ? hear(
            await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, amount: 1_000 + index })),
          )
        : looked;
    },
    2_000,
  );
  if (textAt(assertAccepted(found)["status"]) === "completed") promised.add(orderId);
}

async function ask(query: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.standbyUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}

async function isWritable(url: string): Promise<true | null> {
  const health = await fetch(`${url}/health`);
  await health.body?.cancel();
  return health.status === 200 ? true : null;
}

test("a primary that is killed under load is followed to its standby, and nothing promised is lost", async () => {
  const state = { isOver: false };
  const shopping = Promise.all(
    [0, 1, 2, 3].map(async (index) => {
      while (!state.isOver) await pay(index);
    }),
  );
  const meanwhile = (work: Promise<unknown>): Promise<unknown> => Promise.race([work, shopping]);
  try {
    await meanwhile(eventually("some orders are paid", () => (promised.size >= 10 ? true : null), 2_000));
    await database.killPrimary();
    await meanwhile(
      eventually("shops are told to come again", () => (refused.length >= 8 ? true : null), 2_000),
    );
    // A standby alone is no database: nothing may be written, and nothing is read from it.
    assert.equal(await isWritable(first), null);
    const before = promised.size;
    await database.promote();
    await meanwhile(
      eventually("orders are paid again", () => (promised.size >= before + 10 ? true : null), 4_000),
    );
  } finally {
    state.isOver = true;
  }
  await shopping;

  for (const answer of refused) {
    assertRefused(answer, { code: 503, status: 503 });
    assert.match(answer.headers.get("retry-after") ?? "", /^\d+$/);
  }
  const [api] = apis;
  assert.ok(api);
  for (const orderId of promised) {
    assert.equal(textAt(assertAccepted(await api("GET", `/orders/${orderId}`))["status"]), "completed");
  }
});

test("what was under way when the primary died is resolved: the books of both sides agree", async () => {
  await sandboxClock(first, gateways.apiKey).advance(7_200);
  const [paid] = await ask(
    "select coalesce(sum(amount), 0)::int as paid from orders where phase = 'completed'",
  );
  const { entries, heldMinor } = await gateways.controls.books();
  assert.equal(paid?.["paid"], heldMinor);
  assert.equal(new Set(entries.map(({ rrn }) => rrn)).size, entries.length);
  const books = await gateways.commandLine("ledger", "check");
  assert.equal(books.code, 0, books.output);
});

test("each gateway listens again, so that it is woken and its jobs are known to be its own", async () => {
  await eventually("both listen to the promoted server", async () => {
    const listening = await ask("select from pg_stat_activity where application_name like 'sluis-worker-%'");
    return listening.length === 2 ? true : null;
  });
});

test("a server that refuses writes under open sessions is 503, and is used again when it writes", async () => {
  await database.refuseWrites(database.standbyUrl, true);
  const [api] = apis;
  assert.ok(api);
  assertRefused(await api("POST", "/orders", redirectOrder()), { code: 503, status: 503 });
  assert.equal(await isWritable(first), null);
  await database.refuseWrites(database.standbyUrl, false);
  await eventually("the gateway serves again", () => isWritable(first), 800);
  assertAccepted(await api("POST", "/orders", redirectOrder()));
});

test("a server that is restarted in good order is waited for, with the old primary still down", async () => {
  await database.restartPromoted();
  await eventually("the gateway serves again", () => isWritable(first), 800);
  const [api] = apis;
  assert.ok(api);
  assertAccepted(await api("POST", "/orders", redirectOrder()));
});
