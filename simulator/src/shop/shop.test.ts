import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test, type TestContext } from "node:test";
import fastify from "fastify";
import { openSimulator, postForm } from "../testing/running-simulator.ts";

const apiKey = "0123456789abcdef0123456789abcdef01234567";

interface StubGateway {
  readonly url: string;
  readonly created: Record<string, unknown>[];
  status: string;
}

/** The two calls of the public API that the shop makes. */
async function openGateway(t: TestContext): Promise<StubGateway> {
  const app = fastify({ forceCloseConnections: true });
  const created: Record<string, unknown>[] = [];
  app.post<{ Body: Record<string, unknown> }>("/v1/json/orders", async (request) => {
    if (request.headers["api_key"] !== apiKey) return refusal;
    created.push(request.body);
    const order_id = request.body["order_id"];
    return { success: true, data: { order_id, payment_url: "https://gateway.example.com/connect/token/" } };
  });
  app.get<{ Params: { id: string } }>("/v1/json/orders/:id", async (request) => {
    if (!request.params.id.startsWith("shop-"))
      return { success: false, data: {}, error_code: 1006, error_info: "Invalid transaction ID" };
    const { status } = gateway;
    return {
      success: true,
      data: { order_id: request.params.id, amount: 1250, currency: "EUR", status, reason: "<b>" },
    };
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  t.after(() => app.close());
  const gateway: StubGateway = { url: app.listeningOrigin, created, status: "initialized" };
  return gateway;
}

const refusal = { success: false, data: {}, error_code: 1032, error_info: "Invalid API key" };

function sign(body: string, timestamp: number): string {
  const hex = createHmac("sha512", apiKey).update(`${timestamp}:${body}`).digest("hex");
  return Buffer.from(`${timestamp}:${hex}`).toString("base64");
}

test("orders at the gateway and sends the shopper to the payment page", async (t) => {
  const gateway = await openGateway(t);
  const simulator = openSimulator(t, { gatewayUrl: gateway.url, apiKey });
  const page = await postForm(simulator, "/shop/orders", {
    product: "mug",
    quantity: "2",
    type: "direct",
    card: "374500000000015",
    flexible_3d: "on",
    notification_method: "GET",
    language: "nl",
  });
  assert.equal(page.status, 303);
  assert.equal(page.headers["location"], "https://gateway.example.com/connect/token/");
  const order = gateway.created[0] ?? {};
  const url = `http://localhost:8090/shop/orders/${String(order["order_id"])}`;
  assert.equal(order["type"], "direct");
  assert.equal(order["amount"], 3600);
  assert.deepEqual(order["payment_options"], {
    notification_url: "http://localhost:8090/shop/notifications",
    notification_method: "GET",
    redirect_url: url,
    cancel_url: url,
  });
  const gatewayInfo = order["gateway_info"];
  assert.ok(typeof gatewayInfo === "object" && gatewayInfo !== null);
  assert.deepEqual(
    { ...gatewayInfo, card_expiry_date: undefined },
    {
      card_number: "374500000000015",
      card_holder_name: "Sam Sample",
      card_expiry_date: undefined,
      card_cvc: "1234",
      flexible_3d: true,
    },
  );
});

test("a redirect order holds no card", async (t) => {
  const gateway = await openGateway(t);
  const simulator = openSimulator(t, { gatewayUrl: gateway.url, apiKey });
  await postForm(simulator, "/shop/orders", { product: "beans" });
  assert.deepEqual(gateway.created[0]?.["gateway_info"], {});
});

test("shows the order as the gateway tells it, looks again while it is open, and escapes all", async (t) => {
  const gateway = await openGateway(t);
  const simulator = openSimulator(t, { gatewayUrl: gateway.url, apiKey });
  const show = async (): Promise<string> => (await simulator.app.inject({ url: "/shop/orders/shop-1" })).body;
  const open = await show();
  assert.match(open, /Waiting for your payment/);
  assert.match(open, /http-equiv="refresh"/);
  assert.doesNotMatch(open, /<b>/);
  gateway.status = "declined";
  await simulator.app.inject({ method: "GET", url: "/shop/notifications?transactionid=shop-1&timestamp=1" });
  const declined = await show();
  assert.match(declined, /Your order was not paid/);
  assert.match(declined, /data-status="declined"/);
  assert.doesNotMatch(declined, /http-equiv="refresh"/);
  gateway.status = "completed";
  assert.match(await show(), /Thank you for your order/);
});

test("keeps notifications with the verdict on their signature and answers OK", async (t) => {
  const gateway = await openGateway(t);
  gateway.status = "completed";
  const simulator = openSimulator(t, { gatewayUrl: gateway.url, apiKey });
  const timestamp = Math.floor(Date.now() / 1000);
  const url = `/shop/notifications?transactionid=shop-1&timestamp=${timestamp}`;
  const body = '{"order_id":"shop-1","status":"completed"}';
  const headers = { "content-type": "application/json" };
  const answers = [
    await simulator.app.inject({
      method: "POST",
      url,
      headers: { ...headers, auth: sign(body, timestamp) },
      payload: body,
    }),
    await simulator.app.inject({
      method: "POST",
      url,
      headers: { ...headers, auth: sign("{}", timestamp) },
      payload: body,
    }),
    await simulator.app.inject({ method: "POST", url, headers, payload: body }),
    await simulator.app.inject({ method: "GET", url }),
  ];
  assert.deepEqual(
    answers.map((answer) => [answer.statusCode, answer.body]),
    Array.from({ length: 4 }, () => [200, "OK"]),
  );
  const listed = await simulator.app.inject({ url: "/shop/notifications.json?order_id=shop-1" });
  const { notifications } = listed.json<{ readonly notifications: readonly Record<string, unknown>[] }>();
  assert.deepEqual(
    notifications.map(({ method, status, signature }) => [method, status, signature]),
    [
      ["POST", "completed", "verified"],
      ["POST", "completed", "wrong"],
      ["POST", "completed", "missing"],
      ["GET", "completed", "unsigned"],
    ],
  );
});

test("says clearly that the gateway is away, refuses, or that the shop has no key", async (t) => {
  const gateway = await openGateway(t);
  const away = await postForm(openSimulator(t, { apiKey }), "/shop/orders", { product: "mug" });
  assert.equal(away.status, 502);
  assert.match(away.body, /cannot be reached.*http:\/\/127\.0\.0\.1:9/);
  const foreign = openSimulator(t, { apiKey: "another-key", gatewayUrl: gateway.url });
  const refused = await postForm(foreign, "/shop/orders", { product: "mug" });
  assert.equal(refused.status, 502);
  assert.match(refused.body, /1032 Invalid API key/);
  const keyless = await postForm(openSimulator(t), "/shop/orders", { product: "mug" });
  assert.equal(keyless.status, 503);
  assert.match(keyless.body, /SLUIS_API_KEY/);
});

for (const [what, fields] of [
  ["an unknown product", { product: "tea" }],
  ["a card that is no test card", { card: "4242424242424242" }],
  ["ten of a thing", { quantity: "10" }],
] as const) {
  test(`refuses a form with ${what}`, async (t) => {
    assert.equal((await postForm(openSimulator(t, { apiKey }), "/shop/orders", fields)).status, 400);
  });
}

for (const [language, button] of [
  ["en", "Order and pay"],
  ["nl", "Bestellen en betalen"],
  ["de", "Bestellen und bezahlen"],
] as const) {
  test(`speaks ${language}`, async (t) => {
    const page = await openSimulator(t).app.inject({ url: `/shop?lang=${language}` });
    assert.match(page.body, new RegExp(`<html lang="${language}">`));
    assert.match(page.body, new RegExp(button));
  });
}
