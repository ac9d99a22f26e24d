import assert from "node:assert/strict";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { makeSite } from "../support/command-line-key.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

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
  `http://127.0.0.1:${shopPort}/n`,
  `http://localhost:${shopPort}/n`,
  "http://127.0.0.1/n",
  "http://localhost/n",
  "http://[::1]/n",
  "http://[::ffff:127.0.0.1]/n",
  "http://2130706433/n",
  "http://0x7f.1/n",
  "http://0.0.0.0/n",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fe80::1]/n",
  "http://10.0.0.1/n",
  "http://172.16.0.1/n",
  "http://192.168.1.1/n",
  "http://100.64.0.1/n",
];

test("inside addresses are not called, and each refusal stands in the order's list of attempts", async () => {
  const orders = new Map<string, string>();
  for (const url of forbidden) {
    const orderId = newOrderId();
    orders.set(orderId, url);
    const body = directOrderWithout3ds({ order_id: orderId, payment_options: { notification_url: url } });
    assertAccepted(await api("POST", "/orders", body));
  }
  for (const [orderId, url] of orders) {
    const outcome = await eventually(`the call to ${url} is refused`, async () => {
      const rows = await world.sql(
        "select outcome, notification_attempt.status from notification_attempt join orders on orders.key = order_key where order_id = $1",
        [orderId],
      );
      return rows[0] ?? null;
    });
    assert.deepEqual(outcome, { outcome: "refused-address", status: null }, url);
  }
  assert.equal(shop.calls("/n").length, 0);
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
