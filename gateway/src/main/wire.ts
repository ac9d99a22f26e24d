import { readFile } from "node:fs/promises";
import { createIso8583Acquirer } from "#adapters/acquirers/iso8583/acquirer.ts";
import { createEntropy } from "#adapters/node/entropy.ts";
import { loadOrCreateMasterKey, type MasterKey, parseMasterKey } from "#adapters/node/master-key.ts";
import { createVault } from "#adapters/node/vault.ts";
import { createSmtpMailer } from "#adapters/smtp/mailer.ts";
import { createNotifier } from "#adapters/notifier/notifier.ts";
import { placeOf } from "#adapters/postgres/database-hosts.ts";
import { createJobQueue } from "#adapters/postgres/job-queue.ts";
import { createLedger } from "#adapters/postgres/ledger.ts";
import { createListener } from "#adapters/postgres/listener.ts";
import { createBankLink } from "#adapters/redirect/bank-link/bank-link.ts";
import { noBank } from "#adapters/redirect/no-bank.ts";
import { migrate, SchemaTooNewError } from "#adapters/postgres/migrate.ts";
import { createMailStops } from "#adapters/postgres/mail-stops.ts";
import { createNotificationChaos } from "#adapters/postgres/notification-chaos.ts";
import { createNotificationLog } from "#adapters/postgres/notification-log.ts";
import { createOrderFiles } from "#adapters/postgres/order-files.ts";
import { createStore } from "#adapters/postgres/order-store.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { clockChannel, createSandboxClock, type SandboxClock } from "#adapters/postgres/sandbox-clock.ts";
import { jobChannel } from "#adapters/postgres/save-change.ts";
import { ensureFirstSite } from "#adapters/postgres/site-admin.ts";
import { createTokenStore } from "#adapters/postgres/token-store.ts";
import { createRateLimiter } from "#adapters/postgres/rate-limiter.ts";
import { createRiskHistory } from "#adapters/postgres/risk-history.ts";
import { createSiteBook } from "#adapters/postgres/site-book.ts";
import { createLogos } from "#adapters/postgres/site-branding.ts";
import { createTransactionList } from "#adapters/postgres/transaction-list.ts";
import { createAuthenticator } from "#adapters/threeds/authenticator.ts";
import { advanceClock } from "#app/advance-clock.ts";
import { createSiteDirectory } from "#app/authenticate-site.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { receiveDispute } from "#app/receive-dispute.ts";
import { claimDueJobs, nextJobAt } from "#app/run-job.ts";
import { methods } from "#domain/method/catalogue.ts";
import { Secret } from "#domain/secret.ts";
import { instant } from "#domain/time.ts";
import { faultPoints } from "#fault-points";
import { createMailWriter } from "#http/mail/mail-writer.ts";
import { createServer } from "#http/server.ts";
import { type Runner, startRunner } from "#jobs/runner.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import type { Config } from "./config.ts";
import { readCountryTables } from "./country-tables.ts";
import { StartupError } from "./startup-error.ts";

/** Enough for 128 concurrent requests to find a connection soon; far below the 100 of a small server. */
const maxConnections = 24;

export interface Gateway {
  readonly server: ReturnType<typeof createServer>;
  readonly runner: Runner;
  /** Ends what is left after server and runner: links, connections. */
  close(): Promise<void>;
}

/** Builds the gateway: the only place that knows every part. Throws a StartupError where the operator can help. */
export async function wire(
  config: Config,
  databaseUrl: string,
  log: Log,
  isStopping: () => boolean,
): Promise<Gateway> {
  if (config.mode === "live" && config.institution.assumed.length > 0) {
    log.warn("institution.names-assumed", { variables: config.institution.assumed });
  }
  if (config.mail === null) log.info("mail.off", { variable: "SLUIS_SMTP_URL" });
  const pool = createPool({ databaseUrl, maxConnections, log });
  await prepareDatabase(pool, databaseUrl, log);
  const masterKey = await findMasterKey(config);
  const vault = createVault(masterKey.key, masterKey.keyId);
  if (config.mode === "sandbox" && config.apiKey !== null) await ensureFirstSite(pool, vault, config.apiKey);

  const entropy = createEntropy();
  const workerName = `sluis-worker-${entropy.hex(8)}`;
  const listener = await createListener({ databaseUrl, workerName, log });
  const sandboxClock: SandboxClock | null = config.mode === "sandbox" ? await createSandboxClock(pool) : null;
  const realClock: Clock = { now: () => instant(Date.now()) };
  const clock = sandboxClock ?? realClock;
  const { queue } = faultPoints({ queue: createJobQueue(pool, workerName) });
  const deps: Dependencies = faultPoints<Dependencies>({
    store: createStore(pool),
    ledger: createLedger(pool),
    tokens: createTokenStore(pool),
    tokenUsesPerDay: config.tokenUsesPerDay,
    siteBook: createSiteBook(pool),
    orderFiles: createOrderFiles(pool),
    logos: createLogos(pool),
    acquirer: createIso8583Acquirer({
      ...config.acquirer,
      acquiringInstitutionId: config.institution.acquiringInstitutionId,
      onDispute: (advice) => receiveDispute(deps, advice),
      log,
    }),
    authenticator: createAuthenticator({
      directoryServerUrl: config.directoryServerUrl,
      clock,
      threeDSServer: config.institution.threeDSServer,
      log,
    }),
    bank:
      config.bank === null
        ? noBank
        : createBankLink({ baseUrl: config.bank.url, pageOrigins: config.bank.pageOrigins, clock }),
    methods: methods.filter((method) => method.kind === "card" || config.bank !== null),
    vault,
    notifier: createNotifier({
      allowPrivateAddresses: config.mode === "sandbox",
      allowPorts: config.mode === "sandbox",
      userAgent: "Sluis/0.1",
      log,
    }),
    mailer: config.mail === null ? null : createSmtpMailer(config.mail),
    mailWriter: createMailWriter(config.publicUrl),
    mailStops: createMailStops(pool),
    notificationLog: createNotificationLog(pool),
    notificationChaos: config.mode === "sandbox" ? createNotificationChaos(pool) : null,
    riskHistory: createRiskHistory(pool),
    rateLimiter: createRateLimiter({
      pool,
      hash: (text) => vault.fingerprint(new Secret(text), "rate-limit"),
      log,
    }),
    rateLimits: config.rateLimits,
    countryTables: await readCountryTables(config.countries),
    clock,
    entropy,
    log,
    publicUrl: config.publicUrl,
  });

  const server = createServer({
    deps,
    transactions: createTransactionList(pool),
    bankPages: config.bank?.pageOrigins ?? [],
    directory: createSiteDirectory(deps, () => realClock.now()),
    sandbox:
      sandboxClock === null
        ? null
        : {
            now: () => sandboxClock.now(),
            advance: (seconds) => advanceClock(deps, queue, sandboxClock, seconds),
          },
    trustedProxies: config.trustedProxies,
    inboundLimits: config.inboundLimits,
    tls: await readTls(config),
    isStopping,
  });
  const runner = startRunner({
    claimDue: (room) => claimDueJobs(deps, queue, room),
    untilNextMs: async (busy) => {
      const at = await nextJobAt(deps, queue, busy);
      return at === null ? null : at - clock.now();
    },
    onFailure: (event, fields) => log.error(event, fields),
  });
  listener.on(jobChannel, () => runner.wake());
  if (sandboxClock !== null) {
    listener.on(
      clockChannel,
      () =>
        void sandboxClock.reload().then(
          () => runner.wake(),
          () => undefined,
        ),
    );
  }
  return {
    server,
    runner,
    async close() {
      await Promise.allSettled([
        deps.acquirer.close(),
        deps.authenticator.close(),
        deps.bank.close(),
        deps.notifier.close(),
        deps.mailer?.close(),
        listener.close(),
      ]);
      await pool.end();
    },
  };
}

export async function prepareDatabase(
  pool: ReturnType<typeof createPool>,
  databaseUrl: string,
  log: Log,
): Promise<void> {
  try {
    const ran = await migrate(pool);
    if (ran.length > 0) log.info("database.migrated", { ran });
  } catch (error) {
    await pool.end();
    if (error instanceof SchemaTooNewError) throw new StartupError(error.message);
    const cause = error instanceof Error ? error.message || error.name : String(error);
    throw new StartupError(
      `The database of DATABASE_URL (${placeOf(databaseUrl)}) cannot be used: ${cause}.`,
    );
  }
}

export async function findMasterKey(config: Config): Promise<MasterKey> {
  if (config.masterKey === null) return loadOrCreateMasterKey(config.dataDir);
  const masterKey = parseMasterKey(config.masterKey);
  if (masterKey === null) {
    throw new StartupError("SLUIS_MASTER_KEY must be 32 bytes as 64 hexadecimal digits or base64.");
  }
  return masterKey;
}

async function readTls(config: Config): Promise<{ readonly cert: string; readonly key: string } | null> {
  if (config.tls === null) return null;
  try {
    return {
      cert: await readFile(config.tls.certFile, "utf8"),
      key: await readFile(config.tls.keyFile, "utf8"),
    };
  } catch (error) {
    throw new StartupError(`The files of SLUIS_TLS_CERT and SLUIS_TLS_KEY cannot be read: ${String(error)}.`);
  }
}
