import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { assertAccepted, assertRefused, assertRefusedSomehow } from "../support/expectations.ts";
import { at, parseJson } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every request under /v1/json ends in an envelope, whatever bytes it is made of. Contract: README.md §3, §4; edges.md.

const world = await startWorld();
after(() => world.stop());
const { api, apiKey, gatewayUrl } = world;
const key = { api_key: apiKey };

const existing = newOrderId();
assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: existing })));

for (const [method, path] of [
  ["GET", "/nowhere"],
  ["GET", "/orders"],
  ["POST", "/nowhere"],
  ["PUT", "/orders"],
  ["PUT", `/orders/${existing}`],
  ["DELETE", `/orders/${existing}`],
  ["GET", "/"],
  ["POST", "/orders/one/two/three"],
] as const) {
  test(`${method} ${path.replace(existing, "{order_id}")} is not found, in the envelope`, async () => {
    assertRefused(await api(method, path), { code: 404 });
  });
}

for (const body of ["{", "{]", '{"a":}', "not json", '{"amount":01}', '{"a":"\u0001"}', "\u{feff}{}x"]) {
  test(`malformed JSON ${JSON.stringify(body)} is 400 with 1016`, async () => {
    assertRefused(await api("POST", "/orders", body), { code: 1016, status: 400 });
  });
}

test("a POST without a body is refused in the envelope", async () => {
  assertRefusedSomehow(await api("POST", "/orders"));
  assertRefusedSomehow(await api("POST", "/orders", "", { ...key, "content-type": "application/json" }));
});

test("a body that announces itself as too large is refused in the envelope before it is read", async () => {
  const head = `POST /v1/json/orders HTTP/1.1\r\nHost: x\r\napi_key: ${apiKey}\r\ncontent-type: application/json\r\n`;
  const answer = await raw(`${head}connection: close\r\ncontent-length: 8000000\r\n\r\n{"type":`);
  const [headers = "", body = ""] = answer.split("\r\n\r\n");
  assert.match(headers, /^HTTP\/1\.1 4\d\d /);
  assert.match(headers, /content-type: application\/json/i);
  assert.equal(at(parseJson(body), "success"), false);
  assert.deepEqual(at(parseJson(body), "data"), {});
});

test("a body that turns out too large is refused in the envelope", async () => {
  assertRefusedSomehow(await api("POST", "/orders", redirectOrder({ items: "x".repeat(1_100_000) })));
});

test("a body that is nested too deep is refused in the envelope", async () => {
  const depth = 20_000;
  const nested = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  for (const body of [nested, `{"a":`.repeat(depth) + "1" + "}".repeat(depth)]) {
    assertRefusedSomehow(await api("POST", "/orders", body));
  }
  const order = JSON.stringify(redirectOrder({ plugin: "NEST" })).replace('"NEST"', nested);
  const answer = await api("POST", "/orders", order);
  assert.ok(answer.status < 500, answer.text);
});

test("a body with ten thousand members is answered, not a 5xx", async () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`member${index}`, index]));
  const answer = await api("POST", "/orders", redirectOrder({ plugin: many }));
  assert.ok(answer.status < 500, answer.text);
});

for (const name of ["__proto__", "constructor", "prototype", "toString"]) {
  test(`a member called ${name} does no harm`, async () => {
    const body = JSON.stringify(redirectOrder()).replace("{", `{"${name}":{"amount":1,"isAdmin":true},`);
    const answer = await api("POST", "/orders", body);
    assert.ok(answer.status < 500, answer.text);
    assertAccepted(await api("POST", "/orders", redirectOrder()));
  });
}

for (const contentType of [
  "application/json",
  "application/json; charset=UTF-8;",
  "application/json;charset=utf-8",
  "Application/JSON; charset=utf-8",
  "application/json ; foo",
]) {
  test(`reads a body that says ${contentType}`, async () => {
    assertAccepted(await api("POST", "/orders", redirectOrder(), { ...key, "content-type": contentType }));
  });
}

for (const contentType of [
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "nonsense",
  "",
]) {
  test(`answers in the envelope to a body that says "${contentType}"`, async () => {
    const answer = await api("POST", "/orders", redirectOrder(), { ...key, "content-type": contentType });
    if (answer.status === 200) assertAccepted(answer);
    else assertRefusedSomehow(answer);
  });
}

test("a GET may say that its absent body is JSON", async () => {
  const headers = { ...key, "content-type": "application/json" };
  assertAccepted(await api("GET", `/orders/${existing}`, undefined, headers));
  assert.equal((await api("GET", "/gateways", undefined, headers)).status, 200);
});

test("a DELETE may say that its absent body is JSON", async () => {
  const answer = await api("DELETE", `/orders/${existing}`, undefined, {
    ...key,
    "content-type": "application/json",
  });
  assertRefused(answer, { code: 404 });
});

test("an accept-encoding that names no coding gets the plain body", async () => {
  const answer = await api("GET", `/orders/${existing}`, undefined, {
    ...key,
    "accept-encoding": "application/json",
  });
  assertAccepted(answer);
  assert.equal(answer.headers.get("content-encoding"), null);
});

test("reads a body that is pretty-printed", async () => {
  assertAccepted(await api("POST", "/orders", JSON.stringify(redirectOrder(), null, 4)));
});

test("ignores the query of every method and unknown members at every level", async () => {
  const body = redirectOrder({
    plugin: { shop: "wrapper", plugin_version: "1.0.1" },
    unknown: { deep: [1, { deeper: null }] },
    customer: { unknown: true, locale: "nl_NL" },
    payment_options: { unknown: "x" },
  });
  assertAccepted(await api("POST", "/orders?locale=en_US&foo=bar", body));
  assertAccepted(await api("GET", `/orders/${String(body["order_id"])}?locale=en_US&order_id=other`));
});

test("a slash at the end of the path does not matter", async () => {
  const body = redirectOrder();
  assertAccepted(await api("POST", "/orders/", body));
  assertAccepted(await api("GET", `/orders/${String(body["order_id"])}/`));
});

test("an order id in the path is decoded exactly once", async () => {
  const suffix = newOrderId();
  const [once, twice] = [`50%25${suffix}`, `50%${suffix}`];
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: once, amount: 1001 })));
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: twice, amount: 1002 })));
  assert.equal(assertAccepted(await api("GET", `/orders/${encodeURIComponent(once)}`))["amount"], 1001);
  assert.equal(assertAccepted(await api("GET", `/orders/50%25${suffix}`))["amount"], 1002);
});

test("a path that cannot be decoded is refused in the envelope", async () => {
  assertRefusedSomehow(await api("GET", "/orders/%E0%A4%A"));
  assertRefusedSomehow(await api("GET", "/orders/%00"));
});

test("a very long path is refused in the envelope", async () => {
  assertRefusedSomehow(await api("GET", `/orders/${"x".repeat(5_000)}`));
});

/** Sends bytes as they are and gives back all that comes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(gatewayUrl).port), "127.0.0.1");
  socket.write(bytes);
  return await text(socket);
}

test("a request line that is no HTTP is answered with 400 and the connection ends", async () => {
  assert.match(await raw("HELLO gateway\r\n\r\n"), /^HTTP\/1\.1 400 /);
});

test("a length that is shorter than the body harms nobody else", async () => {
  const body = JSON.stringify(redirectOrder());
  const answer = await raw(
    `POST /v1/json/orders HTTP/1.1\r\nHost: x\r\napi_key: ${apiKey}\r\ncontent-type: application/json\r\n` +
      `connection: close\r\ncontent-length: 10\r\n\r\n${body}`,
  );
  assert.match(answer, /^HTTP\/1\.1 4\d\d /);
  assertAccepted(await api("GET", `/orders/${existing}`));
});

test("a forged Host header never reaches the payment URL of an order", async () => {
  const body = JSON.stringify(redirectOrder());
  const answer = await raw(
    `POST /v1/json/orders HTTP/1.1\r\nHost: evil.example\r\napi_key: ${apiKey}\r\ncontent-type: application/json\r\n` +
      `connection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.ok(answer.includes(`${gatewayUrl}/connect/`), answer);
  assert.equal(answer.includes("evil.example"), false);
});
