import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { type Child, startChild } from "../support/child.ts";
import { inheritedEnvironment } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { objectAt, parseJson, textAt } from "../support/json.ts";
import { fromRoot } from "../support/paths.ts";
import { freePort } from "../support/ports.ts";

// Goal: what `npm start` prints works as printed, what it cannot do it says in one sentence, and however and whenever
// it is stopped, nothing of it goes on running and its data is there for the next start.
// Method: the program itself; the system's process table is asked for what still knows its data folder.

const dataDir = await mkdtemp(join(tmpdir(), "sluis-test-stopping-"));
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

const startTries = 2_000;

async function ready(child: Child): Promise<string> {
  return await eventually(
    "npm start is ready",
    () => {
      if (child.hasEnded()) throw new Error(`it ended:\n${child.output()}`);
      return child.output().includes("Ctrl-C") ? child.output() : null;
    },
    startTries,
  );
}

/** Numbers of the processes, other than ours, whose command line or environment names the data folder. */
function processesOf(folder: string): readonly string[] {
  if (!existsSync("/proc/self/environ")) return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return ["cmdline", "environ"].some((file) =>
        readFileSync(`/proc/${pid}/${file}`, "utf8").includes(folder),
      );
    } catch {
      // It has ended in the meantime, or belongs to somebody else.
      return false;
    }
  });
}

const nothingLeft = async (folder: string): Promise<true> =>
  await eventually(`no process of ${folder} is left`, () => (processesOf(folder).length === 0 ? true : null));

async function runInBash(line: string): Promise<string> {
  const child = startChild({ command: "bash", args: ["-c", line], env: inheritedEnvironment() });
  await child.ended();
  return child.output();
}

interface FirstOrder {
  readonly apiKey: string;
  readonly orderId: string;
}

async function orderAsPrinted(output: string): Promise<FirstOrder> {
  const command = /^ *(curl [\s\S]*?'\n|curl [\s\S]*?'$)/m.exec(output.slice(output.indexOf("curl ")))?.[1];
  assert.ok(command, output);
  const answer = await runInBash(`${command.trim()} --silent`);
  const order = objectAt(parseJson(answer), "data");
  const page = await fetch(textAt(order["payment_url"]));
  assert.equal(page.status, 200);
  assert.match(await page.text(), /cc-number/);
  const apiKey = /api_key: ([A-Za-z0-9]+)/.exec(output)?.[1];
  assert.ok(apiKey, output);
  return { apiKey, orderId: textAt(order["order_id"]) };
}

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM"];

test("the curl line works as printed; after each kind of stop nothing runs on, and the order is still there", async () => {
  let first: FirstOrder | null = null;
  for (const signal of signals) {
    const child = start();
    const output = await ready(child);
    assert.ok(
      !existsSync("/proc/self/environ") || processesOf(dataDir).length >= 3,
      "the search finds what runs",
    );
    first ??= await orderAsPrinted(output);
    assert.ok(output.includes(first.apiKey), "the key stays");
    const api = merchantApi(`http://127.0.0.1:${ports.SLUIS_PORT}`, first.apiKey);
    assert.equal(assertAccepted(await api("GET", `/orders/${first.orderId}`))["status"], "initialized");
    await child.stop(signal);
    assert.deepEqual(await child.ended(), { code: 0, signal: null }, child.output());
    await nothingLeft(dataDir);
  }
});

async function occupy(port: string): Promise<Server> {
  // Whoever asks it for its health is sent away at once.
  const server = createServer((socket) => socket.destroy());
  server.listen(Number(port), "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** One sentence, no stack, exit code 1, nothing left. */
async function assertExplained(child: Child, sentence: RegExp): Promise<void> {
  const { code } = await child.ended();
  assert.equal(code, 1, child.output());
  const lines = child
    .output()
    .split("\n")
    .filter((line) => line.trim() !== "");
  assert.equal(lines.length, 1, child.output());
  assert.match(lines[0] ?? "", sentence);
}

for (const name of [
  "SLUIS_PORT",
  "SLUIS_SIMULATOR_PORT",
  "SLUIS_ISO8583_PORT",
  "SLUIS_MAILBOX_PORT",
] as const) {
  test(`a taken ${name} is explained in one sentence that names it, and nothing is left running`, async () => {
    const occupant = await occupy(ports[name]);
    try {
      await assertExplained(start(), new RegExp(`${ports[name]}|${name}`));
      await nothingLeft(dataDir);
    } finally {
      occupant.close();
      await once(occupant, "close");
    }
  });
}

for (const url of ["postgres://127.0.0.1:1/none", "nonsense", "mysql://127.0.0.1/x"]) {
  test(`DATABASE_URL=${url} is explained in one sentence, and nothing is left running`, async () => {
    await assertExplained(start({ DATABASE_URL: url }), /DATABASE_URL|database/i);
    await nothingLeft(dataDir);
  });
}

/** Moments of a first start, by what it has put into its data folder or opened. */
const moments: readonly {
  readonly name: string;
  readonly signal: NodeJS.Signals;
  readonly isReached: (folder: string) => Promise<boolean> | boolean;
}[] = [
  {
    name: "the data folder has its first file",
    signal: "SIGTERM",
    isReached: (folder) => readdirSync(folder).length > 0,
  },
  {
    name: "the database starts",
    signal: "SIGINT",
    isReached: (folder) => existsSync(join(folder, "postgres", "postmaster.pid")),
  },
  {
    name: "the simulator answers",
    signal: "SIGTERM",
    isReached: () => isAnswering(ports.SLUIS_SIMULATOR_PORT),
  },
];

async function isAnswering(port: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
  await response?.body?.cancel();
  return response !== null;
}

for (const { name, signal, isReached } of moments) {
  test(`${signal} as soon as ${name}: all of it stops, and the next start works`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "sluis-test-early-"));
    try {
      const interrupted = start({ SLUIS_DATA_DIR: folder });
      await eventually(name, async () => ((await isReached(folder)) ? true : null), startTries);
      await interrupted.stop(signal);
      assert.doesNotMatch(interrupted.output(), /^\s+at .*:\d+:\d+\)?$/m);
      await nothingLeft(folder);
      const next = start({ SLUIS_DATA_DIR: folder });
      await ready(next);
      await next.stop();
      await nothingLeft(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

test("killed without a chance to tidy up: the next start on the same data works", async () => {
  const killed = start();
  const output = await ready(killed);
  await killed.stop("SIGKILL");
  const next = start();
  const again = await ready(next);
  const key = /api_key: ([A-Za-z0-9]+)/.exec(output)?.[1];
  assert.ok(key !== undefined && again.includes(key));
  await next.stop();
  await nothingLeft(dataDir);
});
