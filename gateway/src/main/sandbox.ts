import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createOnce } from "#adapters/node/create-once.ts";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { banner } from "./banner.ts";
import { type Config, environmentWith } from "./config.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { choosePort } from "./embedded-postgres/port.ts";
import { StartupError } from "./startup-error.ts";

/**
 * The sandbox in one command: an embedded PostgreSQL (unless DATABASE_URL names
 * another), the simulator of the outside world, and the gateway, each in a process
 * of its own. They are stopped in the opposite order, and one that dies takes the
 * others along.
 */
const gatewayMain = fileURLToPath(new URL("./serve.ts", import.meta.url));
const simulatorMain = fileURLToPath(new URL("../../../simulator/src/main.ts", import.meta.url));

/**
 * By default the young generation of the heap grows under load and stays large: 195 MB of resident memory with
 * this limit, 234 to 259 MB without, and no difference in processor time that could be told from noise. The old one
 * is collected only when it has more than doubled: at 100 MB of which 42 live; with the second flag at 63. The start
 * script gives the live gateway the same.
 */
const nodeFlags = ["--max-semi-space-size=8", "--heap-growing-percent=50"];

/** A first start copies nothing and compiles nothing; what is not there by then will not come. */
const mostStartMs = 60_000;
const pollMs = 50;

export async function startSandbox(config: Config): Promise<void> {
  await mkdir(config.dataDir, { recursive: true }).catch((error: unknown) => {
    throw new StartupError(`The data folder ${config.dataDir} cannot be made: ${String(error)}.`);
  });
  const apiKey = config.apiKey ?? (await keptApiKey(config.dataDir));
  const logFile = join(config.dataDir, "sluis.log");
  const output = createWriteStream(logFile, { flags: "a", mode: 0o600 });
  const { log } = createLog({ level: "warn", destination: output });
  const children: ChildProcess[] = [];
  let isStopping = false;
  const starting =
    config.databaseUrl === null ? startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;

  const stop = async (exitCode: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    for (const child of children.toReversed()) await stopChild(child);
    // Who stops while the database is still starting waits for it, or it would stay behind.
    const postgres = await starting?.catch(() => null);
    await postgres?.stop();
    process.exit(exitCode);
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGHUP", () => void stop(0));

  const postgres = await starting;
  if (isStopping) return;
  const environment = environmentWith({
    ...(postgres === null ? {} : loginsOf(postgres)),
    SLUIS_API_KEY: apiKey,
    ...(await bankKeyOf(config)),
    SLUIS_PUBLIC_URL: config.publicUrl,
    SLUIS_DATA_DIR: config.dataDir,
    SLUIS_ACQUIRER_MAC_KEY: macKey(config),
    SLUIS_MAILBOX_PORT: String(await mailboxPort(config)),
  });
  const start = (main: string): ChildProcess => {
    const child = startChild(main, environment, output);
    children.push(child);
    child.once("exit", () => void stop(1));
    return child;
  };

  start(simulatorMain);
  const simulatorUrl = `http://127.0.0.1:${config.simulatorPort}`;
  const gateway = `${config.tls === null ? "http" : "https"}://${config.host}:${config.port}`;
  if (await isHealthy(`${simulatorUrl}/health`, () => isStopping)) start(gatewayMain);
  const isUp = await isHealthy(`${gateway}/health`, () => isStopping);
  if (isStopping) return;
  if (!isUp) {
    console.error(`Sluis did not become ready within ${mostStartMs / 1_000} s. See ${logFile}.`);
    await stop(1);
    return;
  }
  console.log(
    banner({
      apiUrl: `${config.publicUrl}/v1/json`,
      apiKey,
      shopUrl: `http://localhost:${config.simulatorPort}/shop`,
      mailboxUrl: `http://localhost:${config.simulatorPort}/mailbox`,
      logFile,
    }),
  );
}

/** The gateway serves by roles that may do what serving needs; only the owner, who migrates, may do all. */
const loginsOf = ({ databaseUrl, roleUrls }: EmbeddedPostgres): Readonly<Record<string, string>> => ({
  DATABASE_URL: roleUrls.app,
  SLUIS_DATABASE_URL_OWNER: databaseUrl,
  SLUIS_DATABASE_URL_VAULT: roleUrls.vault,
});

/** A port that the operator did not choose gives way: a second sandbox on this machine has a mailbox too. */
async function mailboxPort({ mailbox }: Config): Promise<number> {
  return mailbox.isChosen ? mailbox.port : choosePort(mailbox.port).catch(() => choosePort(undefined));
}

/** The first site's key. */
const keptApiKey = (dataDir: string): Promise<string> => keptKey(dataDir, "api-key");

/** By it gateway and simulated bank know each other; what the operator chose, both read themselves. */
async function bankKeyOf({ bank, dataDir }: Config): Promise<Readonly<Record<string, string>>> {
  if (bank === null || bank.keys.length > 0) return {};
  return { SLUIS_BANK_KEY: await keptKey(dataDir, "bank-key") };
}

/** Made once and kept with the data. */
async function keptKey(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, name);
  await createOnce(path, `${createEntropy().token(40)}\n`);
  return (await readFile(path, "utf8")).trim();
}

/**
 * Of the link between our two processes. Nothing that outlives them is proved by it, so a new one is as good as the
 * last. Where the operator's own acquirer is asked, only he can know whether it has a key: none.
 */
function macKey({ acquirer, iso8583Port }: Config): string {
  if (acquirer.macKey !== null) return Buffer.from(acquirer.macKey.reveal()).toString("hex");
  const isSimulator = acquirer.host === "127.0.0.1" && acquirer.port === iso8583Port && acquirer.tls === null;
  return isSimulator ? createEntropy().hex(16) : "";
}

/** Its output goes to the log file, its last words to the console; a channel tells it when we are gone. */
function startChild(main: string, environment: NodeJS.ProcessEnv, output: WriteStream): ChildProcess {
  const child = spawn(process.execPath, [...nodeFlags, main], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    // Ctrl-C reaches every process of the terminal; the children are stopped by us, in order.
    detached: true,
  });
  child.stdout?.pipe(output, { end: false });
  return child;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
  });
  // Not SIGTERM: over a sandbox nobody balances load, so there is nothing to drain for.
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 14_000);
  await ended;
  clearTimeout(timer);
}

async function isHealthy(url: string, isStopping: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < mostStartMs && !isStopping(); waitedMs += pollMs) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (response?.ok === true) return true;
    await new Promise((resolve) => {
      setTimeout(resolve, pollMs);
    });
  }
  return false;
}
