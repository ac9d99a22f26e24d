import { readFile, writeFile } from "node:fs/promises";
import type pg from "pg";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { createVault } from "#adapters/node/vault.ts";
import { createLedger } from "#adapters/postgres/ledger.ts";
import { createLedgerBooks } from "#adapters/postgres/ledger-books.ts";
import { listFeeRules, removeFeeRule, saveFeeRule } from "#adapters/postgres/fee-rules.ts";
import { findOrderFile, listOrderFiles } from "#adapters/postgres/order-files.ts";
import { createNotificationLog } from "#adapters/postgres/notification-log.ts";
import { createStore } from "#adapters/postgres/order-store.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { createSandboxClock } from "#adapters/postgres/sandbox-clock.ts";
import { createKey, createSite } from "#adapters/postgres/site-admin.ts";
import { checkLedger } from "#app/check-ledger.ts";
import { backupUsage, parseBackupArguments } from "#cli/backup.ts";
import { type FeeArguments, feeUsage, parseFeeArguments, presentFeeRule, presentFeeRules } from "#cli/fee.ts";
import { ledgerUsage, presentLedgerReport } from "#cli/ledger.ts";
import { parseSiteSettings, type SiteSettingsArguments, siteSettingsUsage } from "#cli/site-settings.ts";
import { type FileArguments, fileUsage, parseFileArguments } from "#cli/file.ts";
import { readAuthorizedPages } from "#cli/authorized-pages.ts";
import { type PagesArguments, pagesUsage, parsePagesArguments, presentFindings } from "#cli/pages.ts";
import { verifyPages } from "#cli/verify-pages.ts";
import { type KeyArguments, keyUsage, parseKeyArguments } from "#cli/key.ts";
import { notificationUsage, parseReplayArguments, type ReplayArguments } from "#cli/notification.ts";
import { parseSiteArguments, type SiteArguments, siteUsage } from "#cli/site.ts";
import { siteId } from "#domain/ids.ts";
import type { Vault } from "#ports/vault.ts";
import { backup, restore } from "./backup.ts";
import { readConfig } from "./config.ts";
import { inventoryUrl, writeGeneratedFiles } from "./describe/generated-files.ts";
import { failStart } from "./serve.ts";
import { setSite } from "./set-site.ts";
import { StartupError } from "./startup-error.ts";
import { findMasterKey, prepareDatabase } from "./wire.ts";
import { writeSchema } from "./write-schema.ts";

const usage = [
  siteUsage,
  siteSettingsUsage,
  keyUsage,
  fileUsage,
  feeUsage,
  notificationUsage,
  ledgerUsage,
  pagesUsage,
  backupUsage,
].join("\n");

type Command = (pool: pg.Pool, vault: Vault) => Promise<void>;

/** `npm run sluis -- …`: what an operator does on the command line. */
async function run(words: readonly string[]): Promise<void> {
  if (words[0] === "describe") return writeGeneratedFiles();
  if (words[0] === "schema") return writeSchema(words[1]);
  if (words[0] === "backup") return backup(checked(parseBackupArguments("backup", words.slice(1))).path);
  if (words[0] === "restore") return restore(checked(parseBackupArguments("restore", words.slice(1))).path);
  if (words[0] === "pages") return lookAtPages(checked(parsePagesArguments(words.slice(1))));
  const command = parseCommand(words);
  const config = readConfig();
  if (config.databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const { log } = createLog({ level: "warn" });
  const masterKey = await findMasterKey(config);
  const pool = createPool({ databaseUrl: config.databaseUrl, maxConnections: 2, log });
  await prepareDatabase(pool, config.databaseUrl, log);
  await command(pool, createVault(masterKey.key, masterKey.keyId));
  await pool.end();
}

function checked<T>(parsed: T | string): T {
  if (typeof parsed === "string") throw new StartupError(`${parsed} Usage:\n${usage}`);
  return parsed;
}

/** Words → what is to be done; throws a StartupError with the usage where they say nothing we do. */
function parseCommand(words: readonly string[]): Command {
  const [noun, verb] = words;
  if (noun === "site" && verb === "create") {
    const site = checked<SiteArguments>(parseSiteArguments(words.slice(2)));
    return (pool, vault) => makeSite(pool, vault, site);
  }
  if (noun === "site" && verb === "set") {
    const settings = checked<SiteSettingsArguments>(parseSiteSettings(words.slice(2)));
    return (pool) => setSite(pool, settings);
  }
  if (noun === "key" && verb === "create") {
    const owner = checked<KeyArguments>(parseKeyArguments(words.slice(2)));
    return (pool, vault) => makeKey(pool, vault, owner);
  }
  if (noun === "file") {
    const wanted = checked<FileArguments>(parseFileArguments(words.slice(1)));
    return (pool, vault) => showFiles(pool, vault, wanted);
  }
  if (noun === "fee") {
    const wanted = checked<FeeArguments>(parseFeeArguments(words.slice(1)));
    return (pool) => changeFees(pool, wanted);
  }
  if (noun === "notification" && verb === "replay") {
    const wanted = checked<ReplayArguments>(parseReplayArguments(words.slice(2)));
    return (pool) => replayNotification(pool, wanted);
  }
  if (noun === "ledger" && verb === "check") return proveBooks;
  throw new StartupError(`unknown command. Usage:\n${usage}`);
}

/** Ends with 1 where a page or file is not as authorized. */
async function lookAtPages(wanted: PagesArguments): Promise<void> {
  const authorized = readAuthorizedPages(await readFile(wanted.inventory ?? inventoryUrl, "utf8"));
  const { looked, findings } = await verifyPages(authorized, wanted, createEntropy().token(35));
  console.log(presentFindings(wanted.url, looked, findings));
  if (findings.length > 0) process.exitCode = 1;
}

/** Ends with 1 where the books are wrong. */
async function proveBooks(pool: pg.Pool): Promise<void> {
  const report = await checkLedger(createLedger(pool), createLedgerBooks(pool));
  console.log(presentLedgerReport(report));
  if (report.wrong > 0) process.exitCode = 1;
}

async function makeSite(pool: pg.Pool, vault: Vault, site: SiteArguments): Promise<void> {
  const apiKey = createEntropy().token(40);
  const id = await createSite(pool, vault, site, apiKey);
  console.log(`Site ${id} (${site.name}) is made. Its API key, shown only now:\n\n    ${apiKey}\n`);
}

async function makeKey(pool: pg.Pool, vault: Vault, owner: KeyArguments): Promise<void> {
  const apiKey = createEntropy().token(40);
  const name = "site" in owner ? `site ${owner.site}` : `account ${owner.account}`;
  if (!(await createKey(pool, vault, owner, apiKey))) throw new StartupError(`There is no ${name}.`);
  const effect = "site" in owner ? " Its notifications are signed with it from now on." : "";
  console.log(`A key of ${name} is made, shown only now.${effect}\n\n    ${apiKey}\n`);
}

async function changeFees(pool: pg.Pool, wanted: FeeArguments): Promise<void> {
  const { site } = wanted;
  if (wanted.verb === "remove") {
    if (!(await removeFeeRule(pool, site, wanted))) throw new StartupError("There is no such fee.");
    console.log(`Site ${site}: the fee is removed.`);
    return;
  }
  if (wanted.verb === "set") {
    if (!(await saveFeeRule(pool, site, wanted.rule))) throw new StartupError(`There is no site ${site}.`);
    console.log(presentFeeRule(wanted.rule));
    return;
  }
  const rules = await listFeeRules(pool, site);
  if (rules === null) throw new StartupError(`There is no site ${site}.`);
  console.log(presentFeeRules(rules));
}

/** Without the limit that a shop's program has, and by the clock that the gateways obey. */
async function replayNotification(pool: pg.Pool, { site, orderId }: ReplayArguments): Promise<void> {
  const record = await createStore(pool).findByOrderId(siteId(site), orderId);
  if (record === null) throw new StartupError(`Site ${site} has no order ${orderId}.`);
  const clock = await createSandboxClock(pool);
  await createNotificationLog(pool).replay(record.order.key, clock.now());
  console.log(`The shop is told of ${orderId} again, as soon as a gateway runs.`);
}

async function showFiles(pool: pg.Pool, vault: Vault, wanted: FileArguments): Promise<void> {
  if (wanted.verb === "list") {
    const files = await listOrderFiles(pool, wanted);
    if (files.length === 0) console.log("The order has no files.");
    for (const file of files) {
      const { id, type, size, createdAt, name, description } = file;
      // Control characters are taken out: a shop's text must not steer the operator's terminal.
      console.log(
        `${id} ${type} ${size} ${createdAt.toISOString()} "${name}" "${description}"`.replaceAll(
          /\p{Cc}/gu,
          "?",
        ),
      );
    }
    return;
  }
  const file = await findOrderFile(pool, wanted.id);
  if (file === null) throw new StartupError(`There is no file ${wanted.id}.`);
  const base64 = vault.openText(file.sealed, `order-file:${file.orderKey}`).reveal();
  // Never over a file that is there.
  await writeFile(wanted.path, Buffer.from(base64, "base64"), { flag: "wx", mode: 0o600 });
  console.log(`Saved as ${wanted.path}.`);
}

run(process.argv.slice(2)).catch((error: unknown) => failStart(error, "Nothing was done"));
