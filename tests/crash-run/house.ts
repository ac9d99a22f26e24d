import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createServingRoles } from "../support/database-roles.ts";
import { freePort } from "../support/ports.ts";
import { type GatewaySettings, runCommandLine, startGateway, startSimulator } from "../support/services.ts";
import { type SimulatorControls, simulatorControls } from "../support/simulator-controls.ts";
import { type Line, startLine } from "./line.ts";
import { type PostgresCluster, startCluster } from "./postgres-cluster.ts";
import { type Supervised, supervise } from "./supervised.ts";

/** Between which parties a line lies that may be cut or held. */
export const lineNames = ["public", "card link", "provider", "database"] as const;
export type LineName = (typeof lineNames)[number];

/**
 * Everything that runs: two gateways on one PostgreSQL behind one public address, the simulator with books that outlive
 * it, and a line between each two of them. Each part can die and be started again.
 */
export interface House {
  readonly apiKey: string;
  /** The address of both gateways; shoppers, shops, banks and the directory server know no other. */
  readonly publicUrl: string;
  readonly simulatorUrl: string;
  readonly gateways: readonly Supervised[];
  readonly simulator: Supervised;
  readonly postgres: PostgresCluster;
  readonly lines: Readonly<Record<LineName, Line>>;
  readonly controls: SimulatorControls;
  /** Where fault points are armed. */
  readonly faultPointsFolder: string;
  /** Straight to PostgreSQL, beside the line. */
  readonly databaseUrl: string;
  sql(query: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  commandLine(
    ...words: readonly string[]
  ): Promise<{ readonly code: number | null; readonly output: string }>;
  stop(): Promise<void>;
}

/** `mailPort`: the mail server, which is not part of the house. */
export async function startHouse(mailPort: number): Promise<House> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await build(mailPort, undo, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function build(
  mailPort: number,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "sluis-crash-"));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startCluster();
  undo.push(() => postgres.stop());
  await createServingRoles(`postgres://postgres@127.0.0.1:${postgres.port}/postgres`);
  const lines = await openLines();
  for (const line of Object.values(lines)) undo.push(() => line.stop());

  const apiKey = randomBytes(20).toString("hex");
  const macKey = randomBytes(16).toString("hex");
  const publicUrl = `http://127.0.0.1:${lines.public.port}`;
  const simulatorPort = await freePort();
  const cardPort = await freePort();
  const mailboxPort = await freePort();
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  lines.database.lead([postgres.port]);
  lines["card link"].lead([cardPort]);
  lines.provider.lead([simulatorPort]);
  const simulator = supervise("the simulator", () =>
    startSimulator({
      port: simulatorPort,
      acquirerPort: cardPort,
      mailboxPort,
      gatewayUrl: publicUrl,
      apiKey,
      threeDS: "challenge",
      booksFolder: join(folder, "books"),
      macKey,
    }),
  );
  undo.push(() => simulator.down("SIGKILL"));
  await simulator.up();

  const faultPointsFolder = await mkdtemp(join(folder, "points-"));
  const settings: Omit<GatewaySettings, "port"> = {
    databaseUrl: `postgres://postgres@127.0.0.1:${lines.database.port}/postgres`,
    masterKey: randomBytes(32).toString("hex"),
    apiKey,
    acquirerPort: lines["card link"].port,
    mailboxPort,
    simulatorUrl: `http://127.0.0.1:${lines.provider.port}`,
    macKey,
    mode: "sandbox",
    logLevel: "info",
    environment: {
      SLUIS_PUBLIC_URL: publicUrl,
      SLUIS_BANK_PAGES_URL: simulatorUrl,
      SLUIS_SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
      SLUIS_FAULT_POINTS_DIR: faultPointsFolder,
    },
    nodeFlags: ["--conditions=sluis-fault-points"],
  };
  const ports = [await freePort(), await freePort()];
  lines.public.lead(ports);
  const gateways = ports.map((port, index) =>
    supervise(`gateway ${index + 1}`, () => startGateway({ ...settings, port })),
  );
  for (const gateway of gateways) {
    undo.push(() => gateway.down("SIGKILL"));
    await gateway.up();
  }

  const databaseUrl = `postgres://postgres@127.0.0.1:${postgres.port}/postgres`;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on("error", () => {});
  undo.push(() => pool.end());
  return {
    apiKey,
    publicUrl,
    simulatorUrl,
    gateways,
    simulator,
    postgres,
    lines,
    controls: simulatorControls(simulatorUrl),
    faultPointsFolder,
    databaseUrl,
    async sql(query, values = []) {
      return (await pool.query<Record<string, unknown>>(query, [...values])).rows;
    },
    commandLine: (...words) => runCommandLine({ ...settings, port: ports[0] ?? 0 }, words),
    stop,
  };
}

async function openLines(): Promise<Record<LineName, Line>> {
  return {
    public: await startLine(),
    "card link": await startLine(),
    provider: await startLine(),
    database: await startLine(),
  };
}
