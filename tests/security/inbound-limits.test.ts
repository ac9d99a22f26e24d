import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: one client can take neither all connections nor all time nor all memory. Method: small limits by environment; a
// socket that is held open must be closed by the gateway while others are served.

const world = await startWorld({
  gatewayEnvironment: {
    SLUIS_HEADERS_TIMEOUT_MS: "800",
    SLUIS_REQUEST_TIMEOUT_MS: "1600",
    SLUIS_MAX_CONNECTIONS: "30",
  },
});
after(() => world.stop());
const { hostname, port } = new URL(world.gatewayUrl);

async function open(): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  // Who is closed while he writes learns it by a reset.
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** All that is answered until the gateway closes the connection. */
async function heardUntilClosed(socket: Socket): Promise<string> {
  const closed = once(socket, "close");
  let heard = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (heard += chunk));
  await closed;
  return heard;
}

async function send(bytes: string): Promise<string> {
  const socket = await open();
  socket.write(bytes);
  return await heardUntilClosed(socket);
}

async function assertServed(): Promise<void> {
  assertAccepted(await world.api("POST", "/orders", redirectOrder()));
}

test("headers that do not end are given up, and others are served meanwhile", async () => {
  const slow = send("GET /health HTTP/1.1\r\nhost: gateway\r\nx-slow: ");
  await assertServed();
  assert.match(await slow, /^HTTP\/1\.1 408 /);
});

test("headers that come a byte at a time are given up all the same", async () => {
  const socket = await open();
  const heard = heardUntilClosed(socket);
  socket.write("GET /health HTTP/1.1\r\nhost: gateway\r\n");
  const drip = setInterval(() => socket.write("x"), 50);
  await assertServed();
  assert.match(await heard, /^HTTP\/1\.1 408 /);
  clearInterval(drip);
});

test("a body that does not come is given up, and others are served meanwhile", async () => {
  const slow = send(
    `POST /v1/json/orders HTTP/1.1\r\nhost: gateway\r\napi_key: ${world.apiKey}\r\n` +
      `content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"type":`,
  );
  await assertServed();
  assert.match(await slow, /^HTTP\/1\.1 408 /);
});

test("connections beyond the limit are closed unheard, and when the others are gone there is room again", async () => {
  const held = await Promise.all(Array.from({ length: 40 }, () => open()));
  const first = await Promise.race(held.map(async (socket) => await once(socket, "close")));
  assert.ok(first);
  for (const socket of held) socket.destroy();
  await eventually("there is room again", async () => {
    const health = await fetch(`${world.gatewayUrl}/health`).catch(() => null);
    await health?.body?.cancel();
    return health?.status === 200 ? true : null;
  });
  await assertServed();
});

test("headers too large and too many are refused, and the connection ends", async () => {
  const head = "GET /health HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n";
  assert.match(await send(`${head}x-large: ${"x".repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  const many = Array.from({ length: 120 }, (_, at) => `x-${at}: 1\r\n`).join("");
  assert.match(await send(`${head}${many}\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await send(`${head}\r\n`), /^HTTP\/1\.1 200 /);
});

test("an address too long is refused before it is looked at", async () => {
  const answer = await callJson(`${world.gatewayUrl}/v1/json/orders/${"x".repeat(9_000)}`, {
    method: "GET",
    headers: { api_key: world.apiKey },
  });
  assertRefused(answer, { code: 1016, status: 414 });
});

test("requests sent without waiting for answers are answered in their order", async () => {
  const paths = ["/health", "/v1/json/nowhere", "/connect/x/", "/health"];
  const bytes = paths
    .map((path, at) => {
      const connection = at === paths.length - 1 ? "connection: close\r\n" : "";
      return `GET ${path} HTTP/1.1\r\nhost: gateway\r\n${connection}\r\n`;
    })
    .join("");
  const statuses = [...(await send(bytes)).matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => status);
  assert.deepEqual(statuses, ["200", "404", "404", "200"]);
});

test("two lengths, or a length beside chunks, are no request", async () => {
  const head = `POST /v1/json/orders HTTP/1.1\r\nhost: gateway\r\napi_key: ${world.apiKey}\r\ncontent-type: application/json\r\n`;
  for (const lengths of [
    "content-length: 2\r\ncontent-length: 3\r\n",
    "content-length: 2\r\ntransfer-encoding: chunked\r\n",
    "transfer-encoding: xchunked\r\n",
  ]) {
    assert.match(await send(`${head}${lengths}\r\n{}`), /^HTTP\/1\.1 400 /, lengths);
  }
});

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;

for (const [what, body] of [
  ["objects a hundred thousand deep", nested(100_000)],
  ["lists a hundred thousand deep", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ["brackets that never close", `{"a":${"[".repeat(500_000)}`],
  ["a list of a hundred thousand entries", JSON.stringify({ shopping_cart: Array(100_000).fill(0) })],
] as const) {
  test(`${what}: refused with 1016, and the gateway lives`, async () => {
    assertRefused(await world.api("POST", "/orders", body), { code: 1016, status: 400 });
    await assertServed();
  });
}

test("a 3-D Secure message nested without end is refused, and the gateway lives", async () => {
  const answer = await fetch(`${world.gatewayUrl}/threeds/results/${"x".repeat(43)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: nested(9_000),
  });
  assert.ok(answer.status < 500, `${answer.status}`);
  assert.match(await answer.text(), /"messageType":"Erro"/);
  await assertServed();
});

test("the health of a gateway that was attacked is good", async () => {
  const response = await fetch(`${world.gatewayUrl}/health`);
  assert.equal(response.status, 200);
  const body = response.body;
  assert.ok(body);
  assert.match(await text(body), /ok/);
});
