import { createLog } from "#adapters/node/pino-log.ts";
import { BrokenBackupError } from "#adapters/postgres/backup/format.ts";
import { RestoreRefusedError, restoreBackup } from "#adapters/postgres/backup/restore-backup.ts";
import { BackupRefusedError, saveBackup } from "#adapters/postgres/backup/save-backup.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { presentRestored } from "#cli/backup.ts";
import { readConfig } from "./config.ts";
import { ownerUrl } from "./database-roles.ts";
import { StartupError } from "./startup-error.ts";

/** `npm run sluis -- backup`: needs no master key, and leaves the schema as it is. */
export async function backup(path: string): Promise<void> {
  const saved = await explained(() => saveBackup(databaseUrl(), path));
  console.log(`${path} is the database at ${saved.at}: ${saved.tables} tables, ${saved.rows} rows.
SHA-256 of its contents: ${saved.sha256}
SLUIS_MASTER_KEY is not in it. Without that key nothing that is sealed can be read: keep it elsewhere.`);
}

/** `npm run sluis -- restore`: into an empty database only. */
export async function restore(path: string): Promise<void> {
  const url = databaseUrl();
  const { log } = createLog({ level: "warn" });
  const pool = createPool({ databaseUrl: url, maxConnections: 1, log });
  try {
    const restored = await explained(() => restoreBackup({ pool, databaseUrl: url }, path));
    console.log(presentRestored(path, restored));
  } finally {
    await pool.end();
  }
}

function databaseUrl(): string {
  // All tables are read and written as one: that is their owner's to do.
  const url = ownerUrl(readConfig());
  if (url === null) throw new StartupError("DATABASE_URL is not set.");
  return url;
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isExpected =
      error instanceof BrokenBackupError ||
      error instanceof BackupRefusedError ||
      error instanceof RestoreRefusedError ||
      // Files that are not there, a database that does not answer.
      (error instanceof Error && "code" in error);
    throw isExpected ? new StartupError(error.message) : error;
  }
}
