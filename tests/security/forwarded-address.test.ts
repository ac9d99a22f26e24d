import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { assertAccepted } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: behind a reverse proxy the shopper's address counts, and nobody can choose his own. Method: this test is the
// proxy; a gateway trusts it, trusts another, or trusts none.

const trustingUs = { SLUIS_TRUSTED_PROXIES: "192.0.2.1,127.0.0.0/8" };
const trustingAnother = { SLUIS_TRUSTED_PROXIES: "192.0.2.1" };

const world = await startWorld({ gatewayEnvironment: trustingUs });
after(() => world.stop());

const tryKey = async (forwardedFor: string): Promise<ApiAnswer> =>
  await callJson(`${world.gatewayUrl}/v1/json/gateways`, {
    method: "GET",
    headers: { api_key: "0".repeat(40), "x-forwarded-for": forwardedFor },
  });

const statusOf = async (forwardedFor: string): Promise<number> => (await tryKey(forwardedFor)).status;

/** Longer than wrong keys are counted, over a restart too: each test begins without any. */
beforeEach(() => world.clock.advance(61));

test("wrong keys are counted for the address that the trusted proxy saw, whatever its client had claimed", async () => {
  for (let tried = 0; tried < 100; tried += 1) {
    assert.equal(await statusOf(`203.0.113.${tried}, 198.51.100.1`), 401);
  }
  assert.equal(await statusOf("198.51.100.2"), 401);
  assert.equal(await statusOf("198.51.100.1"), 429);
  assert.equal(await statusOf("203.0.113.200, 198.51.100.1"), 429);
});

/** Pays on the page as a shopper behind the proxy, and gives the address that the issuer was told. */
async function browserIp(forwardedFor: string): Promise<string> {
  const orderId = newOrderId();
  const created = assertAccepted(await world.api("POST", "/orders", redirectOrder({ order_id: orderId })));
  const shopper = visitor([world.gatewayUrl, world.simulatorUrl], { "x-forwarded-for": forwardedFor });
  await submitCard(shopper, await shopper.open(textAt(created["payment_url"])));
  const rows = await world.sql(
    `select payment_attempt.authentication->'browser'->>'ip' as ip
     from payment_attempt join orders on orders.current_attempt = payment_attempt.key
     where orders.order_id = $1`,
    [orderId],
  );
  return String(rows[0]?.["ip"]);
}

test("the issuer is told the shopper's address where the proxy is trusted, else the proxy's", async () => {
  assert.equal(await browserIp("10.1.1.1, 198.51.100.7"), "198.51.100.7");
  assert.equal(await browserIp("2001:db8::7"), "2001:db8::7");
  await world.restartGateway(trustingAnother);
  assert.equal(await browserIp("198.51.100.7"), "127.0.0.1");
});

for (const [who, environment] of [
  ["no proxy is trusted", { SLUIS_TRUSTED_PROXIES: "" }],
  ["another proxy is trusted", trustingAnother],
] as const) {
  test(`a forwarded address is ignored where ${who}`, async () => {
    await world.restartGateway(environment);
    for (let tried = 0; tried < 100; tried += 1) {
      assert.equal(await statusOf(`198.51.100.${tried}`), 401);
    }
    assert.equal(await statusOf("198.51.100.200"), 429);
  });
}
