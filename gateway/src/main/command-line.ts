import { createEntropy } from "#adapters/node/entropy.ts";
import { createVault } from "#adapters/node/vault.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { createSite } from "#adapters/postgres/site-admin.ts";
import { parseSiteArguments, siteUsage } from "#cli/site.ts";
import { readConfig } from "./config.ts";
import { writeGeneratedFiles } from "./describe/generated-files.ts";
import { failStart } from "./serve.ts";
import { StartupError } from "./startup-error.ts";
import { findMasterKey, prepareDatabase } from "./wire.ts";

/** `npm run sluis -- …`: what an operator does on the command line. */
async function run(words: readonly string[]): Promise<void> {
  if (words[0] === "describe") return writeGeneratedFiles();
  if (words[0] !== "site" || words[1] !== "create")
    throw new StartupError(`unknown command. Usage:\n${siteUsage}`);
  const site = parseSiteArguments(words.slice(2));
  if (typeof site === "string") throw new StartupError(`${site} Usage:\n${siteUsage}`);
  const config = readConfig();
  if (config.databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const { log } = createLog({ level: "warn" });
  const masterKey = await findMasterKey(config);
  const pool = createPool({ databaseUrl: config.databaseUrl, maxConnections: 2, log });
  await prepareDatabase(pool, config.databaseUrl, log);
  const apiKey = createEntropy().token(40);
  const id = await createSite(pool, createVault(masterKey.key, masterKey.keyId), site, apiKey);
  await pool.end();
  console.log(`Site ${id} (${site.name}) is made. Its API key, shown only now:\n\n    ${apiKey}\n`);
}

run(process.argv.slice(2)).catch((error: unknown) => failStart(error, "Nothing was done"));
