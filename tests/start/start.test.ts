import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { type Child, startChild } from "../support/child.ts";
import { inheritedEnvironment } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { fromRoot } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";

// Goal: what a newcomer sees of `npm start`: it comes up, says where, keeps its data, stops clean, and explains itself
// when it cannot. Method: the program itself, with a data folder and ports of its own.

const dataDir = await mkdtemp(join(tmpdir(), "sluis-test-data-"));
const started: Child[] = [];
after(async () => {
  for (const child of started) await child.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const ports = {
  SLUIS_PORT: String(await freePort()),
  SLUIS_SIMULATOR_PORT: String(await freePort()),
  SLUIS_ISO8583_PORT: String(await freePort()),
  SLUIS_MAILBOX_PORT: String(await freePort()),
};
const gatewayUrl = `http://127.0.0.1:${ports.SLUIS_PORT}`;

function start(environment: Record<string, string> = {}): Child {
  const child = startChild({
    command: process.execPath,
    args: [fromRoot("gateway", "src", "main", "start.ts")],
    env: { ...inheritedEnvironment(), ...ports, SLUIS_DATA_DIR: dataDir, ...environment },
    cwd: fromRoot(),
  });
  started.push(child);
  return child;
}

async function ready(child: Child): Promise<void> {
  await eventually(
    "npm start is ready",
    async () => {
      if (child.hasEnded()) throw new Error(`it ended:\n${child.output()}`);
      const response = await fetch(`${gatewayUrl}/health`).catch(() => null);
      await response?.body?.cancel();
      return response?.status === 200 && child.output().includes("curl") ? true : null;
    },
    2_000,
  );
}

async function isListening(port: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
  await response?.body?.cancel();
  return response !== null;
}

/** The 40 characters that it printed as key. */
function printedKey(child: Child): string {
  const key = /api_key: ?([A-Za-z0-9]{5,})/.exec(child.output())?.[1];
  assert.ok(key, child.output());
  return key;
}

test("starts with nothing given, prints how to use it, keeps its data, and stops clean", async () => {
  const first = start();
  await ready(first);
  assert.match(first.output(), new RegExp(`:${ports.SLUIS_PORT}/v1/json`));
  assert.match(first.output(), new RegExp(`:${ports.SLUIS_SIMULATOR_PORT}/shop`));
  const key = printedKey(first);
  const orderId = newOrderId();
  assertAccepted(
    await merchantApi(gatewayUrl, key)("POST", "/orders", directOrderWithout3ds({ order_id: orderId })),
  );
  // A fault of MACs can be armed only where the two processes were given a key for them; the gateway has just paid by it.
  const armed = await fetch(`http://127.0.0.1:${ports.SLUIS_SIMULATOR_PORT}/control/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "wrong-mac" }),
  });
  assert.equal(armed.status, 200, await armed.text());
  await first.stop("SIGINT");
  assert.deepEqual(await first.ended(), { code: 0, signal: null });
  assert.equal(await isListening(ports.SLUIS_PORT), false);
  assert.equal(await isListening(ports.SLUIS_SIMULATOR_PORT), false);

  const second = start();
  await ready(second);
  assert.equal(printedKey(second), key);
  const order = assertAccepted(await merchantApi(gatewayUrl, key)("GET", `/orders/${orderId}`));
  assert.equal(order["status"], "completed");

  const third = start({
    SLUIS_PORT: String(await freePort()),
    SLUIS_SIMULATOR_PORT: String(await freePort()),
    SLUIS_ISO8583_PORT: String(await freePort()),
    SLUIS_MAILBOX_PORT: String(await freePort()),
  });
  await explains(third, /data folder|in use|already/i);
  await second.stop("SIGTERM");
  assert.equal(await isListening(ports.SLUIS_SIMULATOR_PORT), false);
});

/** Ends with an error code and a sentence, not with a stack trace. */
async function explains(child: Child, sentence: RegExp): Promise<void> {
  const { code } = await child.ended();
  assert.ok(code !== null && code !== 0, `exit code ${code}`);
  assert.match(child.output(), sentence);
  assert.doesNotMatch(child.output(), /^\s+at .*:\d+:\d+\)?$/m);
}

test("a database that cannot be reached is explained in one sentence", async () => {
  await explains(start({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }), /DATABASE_URL|database/i);
});

test("a broken DATABASE_URL is explained in one sentence", async () => {
  await explains(start({ DATABASE_URL: "not a database" }), /DATABASE_URL/);
});

for (const [name, value] of [
  ["SLUIS_PORT", "70000"],
  ["SLUIS_MODE", "play"],
  ["SLUIS_MASTER_KEY", "short"],
  ["SLUIS_ACQUIRER_URL", "http://nowhere"],
] as const) {
  test(`a wrong ${name} is explained by its name`, async () => {
    await explains(start({ [name]: value }), new RegExp(name));
  });
}

test("live mode asks for what it must be given", async () => {
  await explains(
    start({ SLUIS_MODE: "live" }),
    /SLUIS_MASTER_KEY|SLUIS_ACQUIRER_URL|SLUIS_DIRECTORY_SERVER_URL/,
  );
});
