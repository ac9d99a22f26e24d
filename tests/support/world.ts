import { randomBytes } from "node:crypto";
import pg from "pg";
import { type Api, callJson, merchantApi } from "./api.ts";
import { assertNoCardNumber, assertNoCardNumberStored } from "./card-leaks.ts";
import { readTestConfig } from "./config.ts";
import { listAt, objectAt, textAt } from "./json.ts";
import { freePort } from "./ports.ts";
import { createDatabase, startPostgres } from "./postgres.ts";
import {
  type GatewaySettings,
  type IssuerPolicy,
  runCommandLine,
  type Service,
  startGateway,
  startSimulator,
} from "./services.ts";
import { type SimulatorControls, simulatorControls } from "./simulator-controls.ts";

export interface WorldOptions {
  /** Default `challenge`, as the simulator's. */
  readonly threeDS?: IssuerPolicy;
  readonly mode?: "sandbox" | "live";
  readonly logLevel?: string;
  readonly gatewayEnvironment?: Readonly<Record<string, string>>;
  readonly simulatorEnvironment?: Readonly<Record<string, string>>;
  /** Further flags of node for the gateway. */
  readonly nodeFlags?: readonly string[];
  /** Server for the database; default the one of this run. */
  readonly postgresUrl?: string;
}

export interface RanJob {
  readonly kind: string;
  readonly at: string;
  readonly orderId: string | null;
}

/**
 * One gateway, one simulator and one database of their own, as a test file
 * sees them: by HTTP, as processes and as tables.
 */
export interface World {
  readonly api: Api;
  readonly apiKey: string;
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  readonly databaseUrl: string;
  /** The simulator's end of the card link. */
  readonly acquirerPort: number;
  readonly controls: SimulatorControls;
  readonly clock: {
    now(): Promise<Date>;
    /** Everything that falls due on the way has run when this returns. */
    advance(seconds: number): Promise<readonly RanJob[]>;
  };
  sql(query: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Stops the gateway as an operator does, and starts it again on the same port and data. */
  restartGateway(environment?: Readonly<Record<string, string>>): Promise<void>;
  /** A second process on the same database, which ends with the world; gives its address. */
  addGateway(environment?: Readonly<Record<string, string>>): Promise<string>;
  /** SIGKILL: nothing of the process' own is cleaned up. */
  killGateway(): Promise<void>;
  /** The gateway's command line, configured as the gateway is. */
  commandLine(
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }>;
  /** The same with other variables in its environment. */
  commandLineWith(
    environment: Readonly<Record<string, string>>,
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }>;
  /** All that the gateway's processes of this world have written. */
  gatewayLog(): string;
  simulatorLog(): string;
  gatewayPid(): number;
  stop(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await build(options, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  options: WorldOptions,
  undo: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<World> {
  const database = await createDatabase(options.postgresUrl ?? (await serverUrl(undo)));
  const logs: (() => string)[] = [];
  undo.push(async () => {
    try {
      for (const log of logs) assertNoCardNumber("a log", log());
      await assertNoCardNumberStored(database.url);
    } finally {
      await database.drop();
    }
  });

  const apiKey = randomBytes(20).toString("hex");
  const masterKey = randomBytes(32).toString("hex");
  const macKey = randomBytes(16).toString("hex");
  const gatewayPort = await freePort();
  const simulatorPort = await freePort();
  const acquirerPort = await freePort();
  const mailboxPort = await freePort();
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;

  const simulator = await startSimulator({
    port: simulatorPort,
    acquirerPort,
    mailboxPort,
    gatewayUrl,
    apiKey,
    threeDS: options.threeDS ?? "challenge",
    macKey,
    environment: options.simulatorEnvironment ?? {},
  });
  undo.push(() => simulator.process.stop());
  logs.push(() => simulator.process.output());

  const gateways: Service[] = [];
  const current = (): Service => {
    const gateway = gateways.at(-1);
    if (gateway === undefined) throw new Error("no gateway was started");
    return gateway;
  };
  const settings = (environment: Readonly<Record<string, string>> = {}): GatewaySettings => ({
    port: gatewayPort,
    databaseUrl: database.url,
    masterKey,
    apiKey,
    acquirerPort,
    mailboxPort,
    simulatorUrl: simulator.url,
    mode: options.mode ?? "sandbox",
    logLevel: options.logLevel ?? "info",
    environment: { ...options.gatewayEnvironment, ...environment },
    macKey,
    ...(options.nodeFlags === undefined ? {} : { nodeFlags: options.nodeFlags }),
  });
  const start = async (environment?: Readonly<Record<string, string>>): Promise<void> => {
    gateways.push(await startGateway(settings(environment)));
  };
  await start();
  undo.push(() => current().process.stop());
  const gatewayLog = (): string => gateways.map((gateway) => gateway.process.output()).join("");
  logs.push(gatewayLog);

  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on("error", () => {});
  undo.push(() => pool.end());

  const api = merchantApi(gatewayUrl, apiKey);
  return {
    api,
    apiKey,
    gatewayUrl,
    simulatorUrl: simulator.url,
    databaseUrl: database.url,
    acquirerPort,
    controls: simulatorControls(simulator.url),
    clock: sandboxClock(gatewayUrl, apiKey),
    async sql(query, values = []) {
      const result = await pool.query<Record<string, unknown>>(query, [...values]);
      return result.rows;
    },
    async restartGateway(environment) {
      await current().process.stop();
      await start(environment);
    },
    async addGateway(environment) {
      const second = await startGateway({ ...settings(environment), port: await freePort() });
      undo.push(() => second.process.stop());
      return second.url;
    },
    killGateway: () => current().process.stop("SIGKILL"),
    commandLine: (...words) => runCommandLine(settings(), words),
    commandLineWith: (environment, ...words) => runCommandLine(settings(environment), words),
    gatewayLog,
    simulatorLog: () => simulator.process.output(),
    gatewayPid: () => current().process.pid,
    stop,
  };
}

/** The server of this run, or one of our own when a test file runs by itself. */
async function serverUrl(undo: (() => Promise<void>)[]): Promise<string> {
  const { postgresUrl } = readTestConfig();
  if (postgresUrl !== null) return postgresUrl;
  const postgres = await startPostgres();
  undo.push(() => postgres.stop());
  return postgres.url;
}

export function sandboxClock(gatewayUrl: string, apiKey: string): World["clock"] {
  const url = `${gatewayUrl}/sandbox/clock`;
  const headers = { api_key: apiKey, "content-type": "application/json" };
  return {
    async now() {
      const answer = await callJson(url, { method: "GET", headers: { api_key: apiKey } });
      return new Date(textAt(answer.body, "now"));
    },
    async advance(seconds) {
      const answer = await callJson(`${url}/advance`, {
        method: "POST",
        headers,
        body: JSON.stringify({ seconds }),
      });
      if (answer.status !== 200) throw new Error(`advance: ${answer.status} ${answer.text}`);
      return listAt(answer.body, "ran").map((job) => {
        const orderId = objectAt(job)["order_id"];
        return {
          kind: textAt(job, "kind"),
          at: textAt(job, "at"),
          orderId: typeof orderId === "string" ? orderId : null,
        };
      });
    },
  };
}
