import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLog } from "#adapters/node/pino-log.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { dumpSchema } from "#adapters/postgres/schema-dump.ts";
import { readConfig } from "./config.ts";
import { ownerUrl } from "./database-roles.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { prepareDatabase } from "./wire.ts";

const committed = fileURLToPath(new URL("../adapters/postgres/schema.sql", import.meta.url));

const head = "-- The schema after all migrations, made from them by: npm run sluis -- schema";

/**
 * `npm run sluis -- schema`: writes the schema after all migrations where it is
 * committed, or to the file that is named. Without DATABASE_URL a database is
 * started for it and thrown away.
 */
export async function writeSchema(path: string = committed): Promise<void> {
  const databaseUrl = ownerUrl(readConfig());
  await (databaseUrl === null
    ? inThrowAwayDatabase((url) => writeSchemaOf(url, path))
    : writeSchemaOf(databaseUrl, path));
}

async function writeSchemaOf(databaseUrl: string, path: string): Promise<void> {
  const { log } = createLog({ level: "warn" });
  const pool = createPool({ databaseUrl, maxConnections: 1, log });
  await prepareDatabase(pool, databaseUrl, log);
  await writeFile(path, `${head}\n\n${await dumpSchema(pool)}\n`);
  await pool.end();
}

async function inThrowAwayDatabase(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "sluis-schema-"));
  const { log } = createLog({ level: "warn" });
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, log });
    try {
      await work(postgres.databaseUrl);
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
