import { readFile, writeFile } from "node:fs/promises";
import { userInfo } from "node:os";
import type pg from "pg";
import { createActors } from "#adapters/node/actors.ts";
import { createCheckpointSigner } from "#adapters/node/checkpoint-signer.ts";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { type AuditWriter, createAuditTrail } from "#adapters/postgres/audit/audit-trail.ts";
import { createLedger } from "#adapters/postgres/ledger.ts";
import { createLedgerBooks } from "#adapters/postgres/ledger-books.ts";
import { listFeeRules, removeFeeRule, saveFeeRule } from "#adapters/postgres/fee-rules.ts";
import { findOrderFile, listOrderFiles } from "#adapters/postgres/order-files.ts";
import { createNotificationLog } from "#adapters/postgres/notification-log.ts";
import { createStore } from "#adapters/postgres/order-store.ts";
import { createPool, inTransaction } from "#adapters/postgres/pool.ts";
import { createSandboxClock } from "#adapters/postgres/sandbox-clock.ts";
import { createSite } from "#adapters/postgres/site-admin.ts";
import { operatorNamed } from "#domain/audit/actor.ts";
import { siteStream } from "#domain/audit/stream.ts";
import { checkLedger } from "#app/check-ledger.ts";
import { type AuditArguments, auditUsage, parseAuditArguments } from "#cli/audit.ts";
import { backupUsage, parseBackupArguments } from "#cli/backup.ts";
import { type FeeArguments, feeUsage, parseFeeArguments, presentFeeRule, presentFeeRules } from "#cli/fee.ts";
import { ledgerUsage, presentLedgerReport } from "#cli/ledger.ts";
import { parseSiteSettings, type SiteSettingsArguments, siteSettingsUsage } from "#cli/site-settings.ts";
import { type FileArguments, fileUsage, parseFileArguments } from "#cli/file.ts";
import { readAuthorizedPages } from "#cli/authorized-pages.ts";
import { type PagesArguments, pagesUsage, parsePagesArguments, presentFindings } from "#cli/pages.ts";
import { verifyPages } from "#cli/verify-pages.ts";
import { databaseUsage, parseDatabaseArguments } from "#cli/database.ts";
import { type KeyArguments, keyUsage, parseKeyArguments } from "#cli/key.ts";
import { type KeysArguments, keysUsage, parseKeysArguments } from "#cli/keys.ts";
import { notificationUsage, parseReplayArguments, type ReplayArguments } from "#cli/notification.ts";
import { parseSiteArguments, type SiteArguments, siteUsage } from "#cli/site.ts";
import { siteId } from "#domain/ids.ts";
import type { CheckpointSigner } from "#ports/audit-trail.ts";
import type { Clock } from "#ports/clock.ts";
import { fileContext } from "#domain/sealed-context.ts";
import type { Vault } from "#ports/vault.ts";
import { lookAfterAuditLog } from "./audit-log.ts";
import { backup, restore } from "./backup.ts";
import { readConfig } from "./config.ts";
import { ownerUrl } from "./database-roles.ts";
import { inventoryUrl, writeGeneratedFiles } from "./describe/generated-files.ts";
import { changeKeys } from "./change-keys.ts";
import { type OpenKeys, openKeys } from "./open-keys.ts";
import { rotateKeys } from "./rotate-keys.ts";
import { failStart } from "./serve.ts";
import { setSite } from "./set-site.ts";
import { StartupError } from "./startup-error.ts";
import { tendDatabase } from "./tend-database.ts";
import { prepareDatabase } from "./wire.ts";
import { writeSchema } from "./write-schema.ts";

const usage = [
  siteUsage,
  siteSettingsUsage,
  keyUsage,
  keysUsage,
  fileUsage,
  feeUsage,
  notificationUsage,
  ledgerUsage,
  auditUsage,
  pagesUsage,
  databaseUsage,
  backupUsage,
].join("\n");

/** What a command works with. What it changes goes into the audit log in the name of who is logged in. */
interface Tools {
  readonly pool: pg.Pool;
  readonly vault: Vault;
  readonly trail: AuditWriter;
  readonly clock: Clock;
  readonly signer: CheckpointSigner;
  readonly keys: OpenKeys;
}

type Command = (tools: Tools) => Promise<void>;

/** `npm run sluis -- …`: what an operator does on the command line. */
async function run(words: readonly string[]): Promise<void> {
  if (words[0] === "describe") return writeGeneratedFiles();
  if (words[0] === "schema") return writeSchema(words[1]);
  if (words[0] === "backup") return backup(checked(parseBackupArguments("backup", words.slice(1))).path);
  if (words[0] === "restore") return restore(checked(parseBackupArguments("restore", words.slice(1))).path);
  if (words[0] === "pages") return lookAtPages(checked(parsePagesArguments(words.slice(1))));
  if (words[0] === "database") return tendDatabase(checked(parseDatabaseArguments(words.slice(1))));
  const command = parseCommand(words);
  const config = readConfig();
  const databaseUrl = ownerUrl(config);
  if (databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const { log } = createLog({ level: "warn" });
  const pool = createPool({ databaseUrl, maxConnections: 2, log });
  await prepareDatabase(pool, databaseUrl, log);
  const actors = createActors();
  // The gateways' clock: real time where nobody moved it.
  const clock = await createSandboxClock(pool);
  const keys = await openKeys({ app: pool, vault: pool }, config, log);
  const tools: Tools = {
    pool,
    vault: keys.vault,
    trail: createAuditTrail(pool, { actors, clock }),
    clock,
    signer: createCheckpointSigner(keys.root),
    keys,
  };
  await actors.as(operatorNamed(loginName()), () => command(tools));
  await pool.end();
}

/** An account without a name, as in a container, is told by its number. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unnamed");
  }
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
    return (tools) => makeSite(tools, site);
  }
  if (noun === "site" && verb === "set") {
    const settings = checked<SiteSettingsArguments>(parseSiteSettings(words.slice(2)));
    return ({ pool, trail }) => setSite(pool, trail, settings);
  }
  if (noun === "key") {
    const wanted = checked<KeyArguments>(parseKeyArguments(words.slice(1)));
    return (tools) => changeKeys(tools, wanted);
  }
  if (noun === "keys") {
    const wanted = checked<KeysArguments>(parseKeysArguments(words.slice(1)));
    return (tools) => rotateKeys(tools, wanted);
  }
  if (noun === "file") {
    const wanted = checked<FileArguments>(parseFileArguments(words.slice(1)));
    return (tools) => showFiles(tools, wanted);
  }
  if (noun === "fee") {
    const wanted = checked<FeeArguments>(parseFeeArguments(words.slice(1)));
    return (tools) => changeFees(tools, wanted);
  }
  if (noun === "notification" && verb === "replay") {
    const wanted = checked<ReplayArguments>(parseReplayArguments(words.slice(2)));
    return (tools) => replayNotification(tools, wanted);
  }
  if (noun === "ledger" && verb === "check") return proveBooks;
  if (noun === "audit") {
    const wanted = checked<AuditArguments>(parseAuditArguments(words.slice(1)));
    return (tools) => lookAfterAuditLog(tools.pool, wanted, tools);
  }
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
async function proveBooks({ pool }: Tools): Promise<void> {
  const report = await checkLedger(createLedger(pool), createLedgerBooks(pool));
  console.log(presentLedgerReport(report));
  if (report.wrong > 0) process.exitCode = 1;
}

async function makeSite(tools: Tools, site: SiteArguments): Promise<void> {
  const apiKey = createEntropy().token(40);
  // Gateways hear of a new account's key before there is anything that it seals.
  await tools.keys.refresh(site.accountId);
  const id = await createSite(tools, site, apiKey);
  console.log(`Site ${id} (${site.name}) is made. Its API key, shown only now:\n\n    ${apiKey}\n`);
}

async function changeFees({ pool, trail }: Tools, wanted: FeeArguments): Promise<void> {
  const { site } = wanted;
  if (wanted.verb === "remove") {
    const { method, currency } = wanted;
    await inTransaction(pool, async (client) => {
      if (!(await removeFeeRule(client, site, wanted))) throw new StartupError("There is no such fee.");
      const stream = siteStream(site);
      await trail.append(client, { stream, event: "fee.removed", change: { method, currency } });
    });
    console.log(`Site ${site}: the fee is removed.`);
    return;
  }
  if (wanted.verb === "set") {
    const { method, currency, basisPoints, fixed, minimum } = wanted.rule;
    const change = {
      method,
      currency,
      basis_points: basisPoints,
      fixed: Number(fixed),
      minimum: Number(minimum),
    };
    await inTransaction(pool, async (client) => {
      if (!(await saveFeeRule(client, site, wanted.rule)))
        throw new StartupError(`There is no site ${site}.`);
      await trail.append(client, { stream: siteStream(site), event: "fee.set", change });
    });
    console.log(presentFeeRule(wanted.rule));
    return;
  }
  const rules = await listFeeRules(pool, site);
  if (rules === null) throw new StartupError(`There is no site ${site}.`);
  console.log(presentFeeRules(rules));
}

/** Without the limit that a shop's program has, and by the clock that the gateways obey. */
async function replayNotification(
  { pool, trail, clock }: Tools,
  { site, orderId }: ReplayArguments,
): Promise<void> {
  const record = await createStore(pool, trail).findByOrderId(siteId(site), orderId);
  if (record === null) throw new StartupError(`Site ${site} has no order ${orderId}.`);
  await createNotificationLog(pool, trail).replay(record.order.key, clock.now());
  console.log(`The shop is told of ${orderId} again, as soon as a gateway runs.`);
}

async function showFiles({ pool, vault, trail }: Tools, wanted: FileArguments): Promise<void> {
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
  const base64 = vault.openText(file.sealed, fileContext(file, file.sealed.keyId)).reveal();
  // Never over a file that is there.
  // Before it is seen: what an operator looked at is never missing from the log.
  const change = { order: file.orderKey, file: wanted.id };
  await trail.note({ stream: "house", event: "file.saved", change });
  await writeFile(wanted.path, Buffer.from(base64, "base64"), { flag: "wx", mode: 0o600 });
  console.log(`Saved as ${wanted.path}.`);
}

run(process.argv.slice(2)).catch((error: unknown) => failStart(error, "Nothing was done"));
