import type pg from "pg";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createVault } from "#adapters/node/vault.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { createSite, saveSiteSettings } from "#adapters/postgres/site-admin.ts";
import { parseSiteSettings, siteSettingsUsage } from "#cli/site-settings.ts";
import { parseSiteArguments, siteUsage } from "#cli/site.ts";
import { type Config, readConfig } from "./config.ts";
import { failStart } from "./serve.ts";
import { StartupError } from "./startup-error.ts";
import { findMasterKey, prepareDatabase } from "./wire.ts";

/** `npm run sluis -- …`: what an operator does on the command line. */
async function run(words: readonly string[]): Promise<void> {
  switch (words.slice(0, 2).join(" ")) {
    case "site create":
      return createSiteOf(words.slice(2));
    case "site set":
      return setSite(words.slice(2));
    default:
      throw new StartupError(`unknown command. Usage:\n${siteUsage}\n${siteSettingsUsage}`);
  }
}

async function createSiteOf(words: readonly string[]): Promise<void> {
  const site = parseSiteArguments(words);
  if (typeof site === "string") throw new StartupError(`${site} Usage:\n${siteUsage}`);
  await withDatabase(async (pool, config) => {
    const masterKey = await findMasterKey(config);
    const apiKey = createEntropy().token(40);
    const id = await createSite(pool, createVault(masterKey.key, masterKey.keyId), site, apiKey);
    console.log(`Site ${id} (${site.name}) is made. Its API key, shown only now:\n\n    ${apiKey}\n`);
  });
}

async function setSite(words: readonly string[]): Promise<void> {
  const settings = parseSiteSettings(words);
  if (typeof settings === "string") throw new StartupError(`${settings} Usage:\n${siteSettingsUsage}`);
  await withDatabase(async (pool) => {
    const isThere = await saveSiteSettings(pool, settings.site, settings);
    if (!isThere) throw new StartupError(`there is no site ${settings.site}.`);
    console.log(`Site ${settings.site}: fraud rules are ${settings.fraudRules}.`);
  });
}

async function withDatabase(work: (pool: pg.Pool, config: Config) => Promise<void>): Promise<void> {
  const config = readConfig();
  if (config.databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const { log } = createLog({ level: "warn" });
  const pool = createPool({ databaseUrl: config.databaseUrl, maxConnections: 2, log });
  await prepareDatabase(pool, config.databaseUrl, log);
  await work(pool, config);
  await pool.end();
}

run(process.argv.slice(2)).catch((error: unknown) => failStart(error, "Nothing was done"));
