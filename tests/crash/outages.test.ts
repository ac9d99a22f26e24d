import assert from "node:assert/strict";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import pg from "pg";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { eventually } from "../support/eventually.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { acknowledges, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: what becomes of PostgreSQL is an answer, never the end of the gateway; and a gateway that stops fails nobody.
// Method: sessions are ended where the gateway holds one and waits for somebody else; requests come while it stops.

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
  world.sql(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sluis%' and datname = current_database()",
  );

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

/** The whole database is away: nobody gets in, and who was in is out. */
async function whileAway(work: () => Promise<void>): Promise<void> {
  const url = new URL(world.databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`alter database ${name} allow_connections false`);
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
    await work();
  } finally {
    await client.query(`alter database ${name} allow_connections true`);
    await client.end();
  }
}

test("a job whose end could not be written is run again, and does not hold up the others", async () => {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  shop.script(path, { kind: "hang" }, acknowledges);
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(reporting(orderId))));
  await shop.receives(path, 1);
  const failures = (): number => world.gatewayLog().split(/"event":"job.failed"/).length;
  const before = failures();
  await whileAway(async () => {
    shop.release();
    await eventually("the gateway fails to write down how the job ended", () =>
      // Once for the job, and once for the note that it is to be run again.
      failures() >= before + 2 ? true : null,
    );
  });
  await eventually("the gateway is back under its name", async () => {
    const sessions = await world.sql(
      "select from pg_stat_activity where application_name like 'sluis-worker-%' and datname = current_database()",
    );
    return sessions.length === 1 ? true : null;
  });
  // Refused as long as a job is under way anywhere.
  await world.clock.advance(3_600);
  assert.equal((await shop.receives(path, 2)).length, 2);
});

test("a request on a connection that is still open while the gateway stops is served", async () => {
  const orderId = newOrderId();
  await world.controls.fault({ kind: "late-answer", count: 1, delayMs: 4_000 });
  const { hostname, port } = new URL(world.gatewayUrl);
  const socket = connect(Number(port), hostname);
  const answers = text(socket);
  socket.write(request("POST", "/orders", directOrderWithout3ds(reporting(orderId))));
  await eventually("the acquirer is asked", async () =>
    (await world.controls.armedFaults()) === 0 ? true : null,
  );
  process.kill(world.gatewayPid(), "SIGTERM");
  await eventually("the gateway stops", () =>
    world.gatewayLog().includes(`"event":"stopping"`) ? true : null,
  );
  socket.write(request("GET", `/orders/${orderId}`));
  const heard = await answers;
  assert.deepEqual(heard.match(/HTTP\/1\.1 \d{3}/g), ["HTTP/1.1 200", "HTTP/1.1 200"], heard);
  await world.restartGateway();
});

function request(method: string, path: string, body?: unknown): string {
  const content = body === undefined ? "" : JSON.stringify(body);
  const head = [
    `${method} /v1/json${path} HTTP/1.1`,
    "host: sluis.test",
    `api_key: ${world.apiKey}`,
    ...(content === "" ? [] : ["content-type: application/json"]),
    `content-length: ${Buffer.byteLength(content)}`,
  ];
  return `${head.join("\r\n")}\r\n\r\n${content}`;
}
