import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { acknowledges, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: what becomes of PostgreSQL is an answer, never the end of the gateway. Method: sessions are ended where the
// gateway holds one and waits for somebody else.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;

const reporting = (orderId: string): Record<string, unknown> => ({
  order_id: orderId,
  payment_options: { notification_url: `${shop.url}/n/${orderId}`, notification_method: "POST" },
});

const endSessions = (): Promise<unknown> =>
  world.sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sluis%'");

test("a session that PostgreSQL ends while it is held and silent does not end the gateway", async () => {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  shop.script(path, { kind: "answer", status: 500, body: "not now" }, { kind: "hang" }, acknowledges);
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(reporting(orderId))));
  await shop.receives(path, 1);
  // The mover of the clock holds a session while it waits for the shop.
  const moved = fetch(`${world.gatewayUrl}/sandbox/clock/advance`, {
    method: "POST",
    headers: { api_key: world.apiKey, "content-type": "application/json" },
    body: JSON.stringify({ seconds: 900 }),
  });
  await shop.receives(path, 2);
  const pid = world.gatewayPid();
  await endSessions();
  shop.release();
  const answer = await moved;
  const body: unknown = await answer.json();
  assert.equal(answer.status, 503, JSON.stringify(body));
  assert.notEqual(answer.headers.get("retry-after"), null);
  assertRefused(await api("GET", "/orders/nobody"), { code: 1006 });
  process.kill(pid, 0);
});
