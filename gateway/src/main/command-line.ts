import { createEntropy } from "#adapters/node/entropy.ts";
import { createVault } from "#adapters/node/vault.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { createLedger } from "#adapters/postgres/ledger.ts";
import { createLedgerBooks } from "#adapters/postgres/ledger-books.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { createSite } from "#adapters/postgres/site-admin.ts";
import { checkLedger } from "#app/check-ledger.ts";
import { ledgerUsage, presentLedgerReport } from "#cli/ledger.ts";
import { parseSiteArguments, siteUsage } from "#cli/site.ts";
import { readConfig } from "./config.ts";
import { failStart } from "./serve.ts";
import { StartupError } from "./startup-error.ts";
import { findMasterKey, prepareDatabase } from "./wire.ts";

/** `npm run sluis -- …`: what an operator does on the command line. */
async function run(words: readonly string[]): Promise<void> {
  switch (words.slice(0, 2).join(" ")) {
    case "site create":
      return createSiteOf(words.slice(2));
    case "ledger check":
      return proveBooks();
    default:
      throw new StartupError(`unknown command. Usage:\n${siteUsage}\n${ledgerUsage}`);
  }
}

async function createSiteOf(words: readonly string[]): Promise<void> {
  const site = parseSiteArguments(words);
  if (typeof site === "string") throw new StartupError(`${site} Usage:\n${siteUsage}`);
  const apiKey = createEntropy().token(40);
  const id = await withPool(async (pool) => {
    const masterKey = await findMasterKey(readConfig());
    return createSite(pool, createVault(masterKey.key, masterKey.keyId), site, apiKey);
  });
  console.log(`Site ${id} (${site.name}) is made. Its API key, shown only now:\n\n    ${apiKey}\n`);
}

/** Ends with 1 where the books are wrong. */
async function proveBooks(): Promise<void> {
  const report = await withPool((pool) => checkLedger(createLedger(pool), createLedgerBooks(pool)));
  console.log(presentLedgerReport(report));
  if (report.wrong > 0) process.exitCode = 1;
}

async function withPool<T>(work: (pool: ReturnType<typeof createPool>) => Promise<T>): Promise<T> {
  const { databaseUrl } = readConfig();
  if (databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const { log } = createLog({ level: "warn" });
  const pool = createPool({ databaseUrl, maxConnections: 2, log });
  await prepareDatabase(pool, databaseUrl, log);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => failStart(error, "Nothing was done"));
