import assert from "node:assert/strict";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { makeSite } from "../support/command-line-key.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, assertRefusedSomehow } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { hostileAddresses, hostileNames } from "./hostile-addresses.ts";

// Goal: a shop cannot make a live gateway call what only the gateway can reach, and a live gateway has no time travel.
// Method: a gateway in live mode with a site made on the command line, as its operator would.

const world = await startWorld({ mode: "live" });
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});

const apiKey = await makeSite(world, "Live shop");
const api = merchantApi(world.gatewayUrl, apiKey);

test("a sandbox key given in the environment opens nothing in live mode", async () => {
  const answer = await merchantApi(world.gatewayUrl, world.apiKey)("GET", "/gateways");
  assertRefused(answer, { code: 1032, status: 401 });
});

const shopPort = new URL(shop.url).port;

const forbidden = [
  ["this machine at the shop's port", `http://127.0.0.1:${shopPort}/n`],
  ["its name at the shop's port", `http://localhost:${shopPort}/n`],
  ...hostileAddresses,
] as const;

/** How the gateway refused to call the URL: with the order itself, or when the time for the call had come. */
async function refusalOf(url: string): Promise<string> {
  const orderId = newOrderId();
  const body = directOrderWithout3ds({ order_id: orderId, payment_options: { notification_url: url } });
  const made = await api("POST", "/orders", body);
  if (made.status !== 200) {
    assertRefusedSomehow(made);
    return "refused-order";
  }
  return await eventually(`the call to ${url} is over`, async () => {
    const [attempt] = await world.sql(
      `select outcome, notification_attempt.status from notification_attempt
         join orders on orders.key = order_key where order_id = $1`,
      [orderId],
    );
    if (attempt === undefined) return null;
    assert.equal(attempt["status"], null, url);
    return String(attempt["outcome"]);
  });
}

/** A few at a time: all of them are waited for. */
async function refusalsOf(
  urls: readonly (readonly [trick: string, url: string])[],
): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  for (let start = 0; start < urls.length; start += 8) {
    await Promise.all(
      urls.slice(start, start + 8).map(async ([trick, url]) => {
        refusals.set(trick, await refusalOf(url));
      }),
    );
  }
  return refusals;
}

test(`${forbidden.length} addresses and tricks: none is called, and each refusal is written down`, async () => {
  const called = [...(await refusalsOf(forbidden))].filter(
    ([, refusal]) => !["refused-order", "refused-address", "bad-url"].includes(refusal),
  );
  assert.deepEqual(called, []);
  assert.equal(shop.calls("/n").length, 0);
});

test("names of what stands inside are not called either", async () => {
  const called = [...(await refusalsOf(hostileNames))].filter(
    // Where nobody knows the name, there is nothing to call.
    ([, refusal]) => !["refused-order", "refused-address", "bad-url", "connection"].includes(refusal),
  );
  assert.deepEqual(called, []);
});

test("an order whose shop cannot be told is paid all the same", async () => {
  const body = directOrderWithout3ds({ payment_options: { notification_url: "http://127.0.0.1/n" } });
  assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
});

test("the routes of the sandbox do not exist", async () => {
  for (const [method, path] of [
    ["GET", "/sandbox/clock"],
    ["POST", "/sandbox/clock/advance"],
    ["GET", "/sandbox/notifications"],
    ["POST", "/sandbox/notifications"],
  ] as const) {
    const response = await fetch(`${world.gatewayUrl}${path}`, {
      method,
      headers: { api_key: apiKey, "content-type": "application/json" },
      ...(method === "POST" ? { body: '{"seconds":60}' } : {}),
    });
    assert.equal(response.status, 404, path);
    assert.deepEqual(await response.json(), {
      success: false,
      data: {},
      error_code: 404,
      error_info: "Not found",
    });
  }
});

test("a live payment page shows no test cards and no sign of the sandbox", async () => {
  const created = assertAccepted(
    await api("POST", "/orders", {
      type: "redirect",
      order_id: newOrderId(),
      currency: "EUR",
      amount: 1000,
      description: "Two tickets",
    }),
  );
  const page = await fetch(textAt(created["payment_url"]));
  assert.equal(page.status, 200);
  assert.doesNotMatch(await page.text(), /test mode|test card|4111/i);
});

test("a start with roles that may do least warns of none, one with the owner's login alone serves and warns", async () => {
  const warnings = (): number => world.gatewayLog().split("database.role-too-powerful").length - 1;
  assert.equal(warnings(), 0);
  await world.restartGateway({
    DATABASE_URL: world.databaseUrl,
    SLUIS_DATABASE_URL_OWNER: "",
    SLUIS_DATABASE_URL_VAULT: "",
  });
  await eventually("the log warns", () => (warnings() === 1 ? true : null));
  assertAccepted(await api("POST", "/orders", redirectOrder()));
});
