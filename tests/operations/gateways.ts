import { randomBytes } from "node:crypto";
import { freePort } from "../support/ports.ts";
import {
  type GatewaySettings,
  runCommandLine,
  type Service,
  startGateway,
  startSimulator,
} from "../support/services.ts";
import { type SimulatorControls, simulatorControls } from "../support/simulator-controls.ts";

/** Several gateways on one database, each stopped and started by itself, with one simulator as the outside world. */
export interface Gateways {
  readonly apiKey: string;
  readonly urls: readonly string[];
  readonly controls: SimulatorControls;
  /** SIGTERM, its end, and a start on the same port. */
  restart(index: number): Promise<void>;
  signal(index: number, signal: NodeJS.Signals): void;
  /** By itself: with code 0 and no signal. */
  ended(index: number): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  commandLine(
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }>;
  log(): string;
  stop(): Promise<void>;
}

export async function startGateways(
  count: number,
  databaseUrl: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Gateways> {
  const ports: number[] = [];
  for (let index = 0; index < count; index += 1) ports.push(await freePort());
  const apiKey = randomBytes(20).toString("hex");
  const [port, acquirerPort, mailboxPort] = [await freePort(), await freePort(), await freePort()];
  const simulator = await startSimulator({
    port,
    acquirerPort,
    mailboxPort,
    gatewayUrl: `http://127.0.0.1:${ports[0]}`,
    apiKey,
    threeDS: "frictionless",
  });
  const common: Omit<GatewaySettings, "port"> = {
    databaseUrl,
    masterKey: randomBytes(32).toString("hex"),
    apiKey,
    acquirerPort,
    mailboxPort,
    simulatorUrl: simulator.url,
    mode: "sandbox",
    logLevel: "info",
    environment,
  };
  const started: Service[] = [];
  const running = new Map<number, Service>();
  const start = async (gatewayPort: number): Promise<void> => {
    const gateway = await startGateway({ ...common, port: gatewayPort });
    started.push(gateway);
    running.set(gatewayPort, gateway);
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values()].map((gateway) => gateway.process.stop("SIGINT")));
    await simulator.process.stop();
  };
  try {
    for (const gatewayPort of ports) await start(gatewayPort);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = (index: number): Service => {
    const gateway = running.get(ports[index] ?? 0);
    if (gateway === undefined) throw new Error(`there is no gateway ${index}`);
    return gateway;
  };
  return {
    apiKey,
    urls: ports.map((gatewayPort) => `http://127.0.0.1:${gatewayPort}`),
    controls: simulatorControls(simulator.url),
    async restart(index) {
      await at(index).process.stop();
      await start(ports[index] ?? 0);
    },
    signal: (index, signal) => at(index).process.signal(signal),
    ended: (index) => at(index).process.ended(),
    commandLine: (...words) => runCommandLine({ ...common, port }, words),
    log: () => started.map((gateway) => gateway.process.output()).join(""),
    stop,
  };
}
