import assert from "node:assert/strict";
import { after, test } from "node:test";
import { signedHeaders } from "../support/bank-call.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: shoppers are sent to the pages of the provider that the operator named, and to no others, whatever the provider
// answers; and only who was told the address of a webhook makes us ask. Method: a gateway that was told of other pages
// than those that the simulator's bank has.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const bank = new URL("/bank", world.simulatorUrl.replace("127.0.0.1", "localhost"));
await world.restartGateway({
  SLUIS_BANK_URL: bank.href,
  SLUIS_BANK_PAGES_URL: "https://pages.example",
});

const order = (orderId: string): Record<string, unknown> =>
  redirectOrder({ order_id: orderId, gateway: "IDEAL", customer: { locale: "en_US", country: "NL" } });

test("a page of another origin than the operator named is told to no browser", async () => {
  const orderId = newOrderId();
  const created = assertAccepted(await api("POST", "/orders", order(orderId)));
  const page = await shopper.open(textAt(created["payment_url"]));
  const next = await shopper.submit(page, { values: { gateway: "IDEAL" } });
  assert.ok(next.url.startsWith(world.gatewayUrl), next.url);
  assert.equal(next.html.includes(world.simulatorUrl), false);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("nor is it told to the shop in the answer to a direct order", async () => {
  const body = directOrder({ gateway: "IDEAL", gateway_info: {} });
  const answer = await api("POST", "/orders", body);
  assert.equal(answer.text.includes(world.simulatorUrl), false, answer.text);
  assert.ok(textAt(assertAccepted(answer)["payment_url"]).startsWith(world.gatewayUrl));
});

test("the pages that were named are where the shopper goes", async () => {
  await world.restartGateway({ SLUIS_BANK_URL: bank.href, SLUIS_BANK_PAGES_URL: world.simulatorUrl });
  const orderId = newOrderId();
  const created = assertAccepted(await api("POST", "/orders", order(orderId)));
  const page = await shopper.open(textAt(created["payment_url"]));
  const next = await shopper.submit(page, { values: { gateway: "IDEAL" } });
  assert.ok(next.url.startsWith(world.simulatorUrl), next.url);
});

const attemptOf = async (orderId: string): Promise<string> => {
  const [row] = await world.sql("select current_attempt from orders where order_id = $1", [orderId]);
  return String(row?.["current_attempt"]);
};

test("a webhook without the word it was told leads nowhere, whatever it carries", async () => {
  const orderId = newOrderId();
  const created = assertAccepted(await api("POST", "/orders", order(orderId)));
  const page = await shopper.open(textAt(created["payment_url"]));
  await shopper.submit(page, { values: { gateway: "IDEAL" } });
  const attempt = await attemptOf(orderId);
  for (const [name, word] of [
    [attempt, "0".repeat(64)],
    [attempt, "f".repeat(900)],
    [attempt, "%00"],
    [attempt, "..%2f..%2fhealth"],
    [`${attempt}'--`, "0".repeat(64)],
    ["att_none", "0".repeat(64)],
    ["__proto__", "constructor"],
  ] as const) {
    const path = `/providers/${name}/${word}`;
    const body = JSON.stringify({ id: "bp_1", status: "paid", amount_paid: 1_000 });
    const message = { method: "POST", path, headers: { "content-type": "application/json" }, body } as const;
    const headers = signedHeaders(message, { tag: "bank-link-webhook" });
    const response = await fetch(`${world.gatewayUrl}${path}`, { method: "POST", headers, body });
    // What is signed for another address than the gateway reads is not signed.
    assert.equal(response.status, path.includes("%") ? 401 : 404, path.slice(0, 80));
    await response.body?.cancel();
  }
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});
