import { randomBytes } from "node:crypto";
import { type Child, startChild } from "./child.ts";
import { inheritedEnvironment } from "./config.ts";
import { databaseVariables } from "./database-roles.ts";
import { eventually } from "./eventually.ts";
import { fromRoot } from "./paths.ts";

/** By it the gateways and simulators of this process know each other on the bank link. */
export const bankKey = randomBytes(32).toString("hex");

/** A server of ours in a process of its own, known by its address only. */
export interface Service {
  readonly url: string;
  readonly process: Child;
}

export interface GatewaySettings {
  readonly port: number;
  /** As the owner of the tables; the gateway logs in as the roles that serve. */
  readonly databaseUrl: string;
  readonly masterKey: string;
  readonly apiKey: string;
  readonly acquirerPort: number;
  readonly mailboxPort: number;
  readonly simulatorUrl: string;
  readonly mode: "sandbox" | "live";
  readonly logLevel: string;
  /** Further variables of the environment; they win. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of the card link's MACs, as the simulator's; without, its messages carry none. */
  readonly macKey?: string;
  readonly nodeFlags?: readonly string[];
}

export async function startGateway(settings: GatewaySettings): Promise<Service> {
  const url = `http://127.0.0.1:${settings.port}`;
  return await startService("the gateway", url, {
    entry: "gateway/src/main/serve.ts",
    environment: gatewayEnvironment(settings),
    nodeFlags: settings.nodeFlags ?? [],
  });
}

/** Runs the gateway's command line with the same configuration, and gives what it printed. */
export async function runCommandLine(
  settings: GatewaySettings,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = startChild({
    command: process.execPath,
    args: [fromRoot("gateway/src/main/command-line.ts"), ...words],
    env: { ...inheritedEnvironment(), ...gatewayEnvironment(settings) },
    cwd: fromRoot(),
  });
  const { code } = await child.ended();
  return { code, output: child.output() };
}

const gatewayEnvironment = (settings: GatewaySettings): Readonly<Record<string, string>> => ({
  ...databaseVariables(settings.databaseUrl),
  SLUIS_HOST: "127.0.0.1",
  SLUIS_PORT: String(settings.port),
  SLUIS_PUBLIC_URL: `http://127.0.0.1:${settings.port}`,
  SLUIS_MODE: settings.mode,
  SLUIS_MASTER_KEY: settings.masterKey,
  SLUIS_API_KEY: settings.apiKey,
  SLUIS_ACQUIRER_URL: `tcp://127.0.0.1:${settings.acquirerPort}`,
  SLUIS_DIRECTORY_SERVER_URL: `${settings.simulatorUrl}/ds`,
  SLUIS_MAILBOX_PORT: String(settings.mailboxPort),
  // In live mode a provider is reached by https only, and this one speaks none.
  ...(settings.mode === "live"
    ? {}
    : {
        SLUIS_BANK_URL: `${settings.simulatorUrl}/bank`,
        SLUIS_BANK_PAGES_URL: settings.simulatorUrl,
        SLUIS_BANK_KEY: bankKey,
      }),
  SLUIS_LOG_LEVEL: settings.logLevel,
  ...(settings.macKey === undefined ? {} : { SLUIS_ACQUIRER_MAC_KEY: settings.macKey }),
  ...settings.environment,
});

export interface SimulatorSettings {
  readonly port: number;
  readonly acquirerPort: number;
  readonly mailboxPort: number;
  readonly gatewayUrl: string;
  readonly apiKey: string;
  /** What the simulated issuer does with a card that has no script of its own. */
  readonly threeDS: IssuerPolicy;
  /** Where its books outlive it; without, they end with the process. */
  readonly booksFolder?: string;
  readonly macKey?: string;
  /** Further variables of the environment; they win. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type IssuerPolicy = "challenge" | "frictionless";

export async function startSimulator(settings: SimulatorSettings): Promise<Service> {
  const url = `http://127.0.0.1:${settings.port}`;
  const environment = {
    SLUIS_HOST: "127.0.0.1",
    SLUIS_SIMULATOR_PORT: String(settings.port),
    SLUIS_SIMULATOR_PUBLIC_URL: url,
    SLUIS_ISO8583_PORT: String(settings.acquirerPort),
    SLUIS_MAILBOX_PORT: String(settings.mailboxPort),
    SLUIS_PUBLIC_URL: settings.gatewayUrl,
    SLUIS_API_KEY: settings.apiKey,
    SLUIS_SIMULATOR_3DS: settings.threeDS,
    SLUIS_BANK_KEY: bankKey,
    ...(settings.booksFolder === undefined ? {} : { SLUIS_DATA_DIR: settings.booksFolder }),
    ...(settings.macKey === undefined ? {} : { SLUIS_ACQUIRER_MAC_KEY: settings.macKey }),
    ...settings.environment,
  };
  return await startService("the simulator", url, {
    entry: "simulator/src/main.ts",
    environment,
    nodeFlags: [],
  });
}

/** Half a minute and more: a process that compiles and migrates on a busy machine. */
const readyTries = 1_200;

async function startService(
  name: string,
  url: string,
  {
    entry,
    environment,
    nodeFlags,
  }: {
    readonly entry: string;
    readonly environment: Readonly<Record<string, string>>;
    readonly nodeFlags: readonly string[];
  },
): Promise<Service> {
  const child = startChild({
    command: process.execPath,
    // As the start script does.
    args: ["--max-semi-space-size=8", "--heap-growing-percent=50", ...nodeFlags, fromRoot(entry)],
    env: { ...inheritedEnvironment(), ...environment },
    cwd: fromRoot(),
  });
  const isReady = async (): Promise<true | null> => {
    if (child.hasEnded()) throw new Error(`${name} ended instead of starting:\n${child.output()}`);
    return (await isHealthy(url)) ? true : null;
  };
  await eventually(`${name} is ready`, isReady, readyTries).catch(async (error: unknown) => {
    await child.stop("SIGKILL");
    throw new Error(`${name} did not become ready:\n${child.output()}`, { cause: error });
  });
  return { url, process: child };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
