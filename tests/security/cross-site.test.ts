import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callJson, readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { objectAt, textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: no other website can act on a payment page in its visitor's name, even if it learned the page's address; and the
// address of a page opens that page and nothing else.

const world = await startWorld();
after(() => world.stop());

interface Opened {
  readonly orderId: string;
  readonly token: string;
}

async function openOrder(): Promise<Opened> {
  const orderId = newOrderId();
  const created = assertAccepted(await world.api("POST", "/orders", redirectOrder({ order_id: orderId })));
  return { orderId, token: textAt(created["session_id"]) };
}

const post = async (path: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
  await fetch(`${world.gatewayUrl}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "",
  });

const statusOf = async (orderId: string): Promise<string> =>
  textAt(objectAt((await readOrder(world.api, orderId)).body, "data")["status"]);

const elsewhere: readonly Readonly<Record<string, string>>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: world.gatewayUrl },
  { origin: "https://evil.example" },
  { origin: `${world.gatewayUrl}.evil.example` },
  { origin: "not an origin" },
];

test("a form from another site is refused with a page on every address of a payment, and the order is untouched", async () => {
  const { orderId, token } = await openOrder();
  for (const act of ["card", "cancel", "method", "checkout", "authenticate"]) {
    for (const headers of elsewhere) {
      const answer = await post(`/connect/${token}/${act}?lang=nl_NL`, headers);
      const html = await answer.text();
      assert.equal(answer.status, 403, `${act} ${JSON.stringify(headers)}`);
      assert.match(html, /Dit kwam niet van onze pagina/);
      assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    }
  }
  assert.equal(await statusOf(orderId), "initialized");
});

const own: readonly (readonly [name: string, headers: Readonly<Record<string, string>>])[] = [
  ["our own page", { "sec-fetch-site": "same-origin", origin: "null" }],
  ["our own page in an older browser", { origin: "null" }],
  ["our own page with its origin", { origin: world.gatewayUrl }],
  ["the shopper's own act", { "sec-fetch-site": "none" }],
  ["a client that tells nothing", {}],
];

for (const [name, headers] of own) {
  test(`a form from ${name} is taken`, async () => {
    const { orderId, token } = await openOrder();
    const answer = await post(`/connect/${token}/cancel`, headers);
    assert.equal(answer.status, 303);
    assert.equal(await statusOf(orderId), "cancelled");
  });
}

test("a link from another site is followed, and the way back from an ACS stays open", async () => {
  const { token } = await openOrder();
  const page = await fetch(`${world.gatewayUrl}/connect/${token}/`, {
    headers: { "sec-fetch-site": "cross-site" },
  });
  await page.body?.cancel();
  assert.equal(page.status, 200);
  const back = await post("/threeds/return", {
    "sec-fetch-site": "cross-site",
    origin: "https://acs.example",
  });
  await back.body?.cancel();
  assert.equal(back.status, 400);
});

test("the word of a payment page opens nothing but that page", async () => {
  const { orderId, token } = await openOrder();
  const asKey = await callJson(`${world.gatewayUrl}/v1/json/orders/${orderId}`, {
    method: "GET",
    headers: { api_key: token },
  });
  assert.equal(asKey.status, 401);
  const asApiToken = await callJson(`${world.gatewayUrl}/v1/json/gateways?api_token=${token}`, {
    method: "GET",
  });
  assert.equal(asApiToken.status, 401);
  for (const [path, status] of [
    [`/providers/${token}/${token}`, 401],
    [`/v1/json/orders/${token}`, 404],
  ] as const) {
    const answer = await fetch(`${world.gatewayUrl}${path}`, {
      method: path.startsWith("/v1") ? "GET" : "POST",
      headers: { api_key: world.apiKey },
    });
    await answer.body?.cancel();
    assert.equal(answer.status, status, path);
  }
  const result = await fetch(`${world.gatewayUrl}/threeds/results/${token}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ messageType: "RReq" }),
  });
  assert.match(await result.text(), /"messageType":"Erro"/);
  assert.equal(await statusOf(orderId), "initialized");
});

test("unknown and malformed links are answered alike", async () => {
  const { token } = await openOrder();
  const changed = `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`;
  const links = [changed, "x".repeat(35), "x", "é".repeat(35), `${token}x`, "%00"];
  const answers = await Promise.all(
    links.map(async (link) => {
      const answer = await fetch(`${world.gatewayUrl}/connect/${encodeURIComponent(link)}/`);
      return {
        status: answer.status,
        html: await answer.text(),
        policy: answer.headers.get("content-security-policy"),
      };
    }),
  );
  for (const answer of answers) assert.deepEqual(answer, { ...answers[0], status: 404 });
});
