import { readFile } from "node:fs/promises";
import { createIso8583Acquirer } from "#adapters/acquirers/iso8583/acquirer.ts";
import { createActors } from "#adapters/node/actors.ts";
import { createCheckpointSigner } from "#adapters/node/checkpoint-signer.ts";
import { createEntropy } from "#adapters/node/entropy.ts";
import { createSmtpMailer } from "#adapters/smtp/mailer.ts";
import { createNotifier } from "#adapters/notifier/notifier.ts";
import { createIdempotencyKeys } from "#adapters/postgres/idempotency-keys.ts";
import { createAuditCheckpoints } from "#adapters/postgres/audit/checkpoints.ts";
import { createAuditTrail } from "#adapters/postgres/audit/audit-trail.ts";
import { placeOf } from "#adapters/postgres/database-hosts.ts";
import { createJointCommits, createJointPool } from "#adapters/postgres/joint-commits.ts";
import { createJobQueue } from "#adapters/postgres/job-queue.ts";
import { createLedger } from "#adapters/postgres/ledger.ts";
import { keyChannel } from "#adapters/postgres/key-admin.ts";
import { createListener } from "#adapters/postgres/listener.ts";
import { createBankLink } from "#adapters/redirect/bank-link/bank-link.ts";
import { noBank } from "#adapters/redirect/no-bank.ts";
import { migrate, SchemaBehindError, SchemaTooNewError } from "#adapters/postgres/migrate.ts";
import { createMailStops } from "#adapters/postgres/mail-stops.ts";
import { createNotificationChaos } from "#adapters/postgres/notification-chaos.ts";
import { createNotificationLog } from "#adapters/postgres/notification-log.ts";
import { createOrderFiles } from "#adapters/postgres/order-files.ts";
import { createStore } from "#adapters/postgres/order-store.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import {
  clockChannel,
  clockStepChannel,
  createSandboxClock,
  type SandboxClock,
} from "#adapters/postgres/sandbox-clock.ts";
import { jobChannel } from "#adapters/postgres/save-change.ts";
import { ensureFirstSite, firstAccountId } from "#adapters/postgres/site-admin.ts";
import { createTokenStore } from "#adapters/postgres/token-store.ts";
import { createRateLimiter } from "#adapters/postgres/rate-limiter.ts";
import { createRiskHistory } from "#adapters/postgres/risk-history.ts";
import { createSiteBook } from "#adapters/postgres/site-book.ts";
import { createLogos } from "#adapters/postgres/site-branding.ts";
import { createUsedSignatures } from "#adapters/postgres/used-signatures.ts";
import { createTransactionList } from "#adapters/postgres/transaction-list.ts";
import { createAuthenticator } from "#adapters/threeds/authenticator.ts";
import { advanceClock } from "#app/advance-clock.ts";
import { createSiteDirectory } from "#app/authenticate-site.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { createKeyUses } from "#app/key-uses.ts";
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
import { bankKeysOf } from "./bank-config.ts";
import type { Config } from "./config.ts";
import { readCountryTables } from "./country-tables.ts";
import { checkRights, explainDenied, openVaultPool, ownerUrl } from "./database-roles.ts";
import { openKeys } from "./open-keys.ts";
import { openAcquirerLine, readTlsMaterial } from "./open-partner-lines.ts";
import { StartupError } from "./startup-error.ts";

/** Enough for 128 concurrent requests to find a connection soon; far below the 100 of a small server. */
const maxConnections = 20;

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
  const acquirerLine = await openAcquirerLine(config);
  if (config.mode === "live" && (acquirerLine.tls === null || acquirerLine.mac === null)) {
    log.warn("card-link.unprotected", { tls: acquirerLine.tls !== null, mac: acquirerLine.mac !== null });
  }
  const directoryTls =
    config.directoryServerTls === null ? null : await readTlsMaterial(config.directoryServerTls);
  if (config.mail === null) log.info("mail.off", { variable: "SLUIS_SMTP_URL" });
  const owner = createPool({ databaseUrl: ownerUrl(config) ?? databaseUrl, maxConnections: 1, log });
  await prepareDatabase(owner, ownerUrl(config) ?? databaseUrl, log);
  const pool = createPool({ databaseUrl, maxConnections, log });
  const jointPool = createJointPool({ databaseUrl, log });
  const vaultPool = openVaultPool(config, pool, log);
  await checkRights({ app: pool, vault: vaultPool }, config, log);
  const keys = await openKeys({ app: pool, vault: vaultPool }, config, log);
  const { vault } = keys;

  const entropy = createEntropy();
  const workerName = `sluis-worker-${entropy.hex(8)}`;
  const listener = await createListener({ databaseUrl, workerName, log });
  const sandboxClock: SandboxClock | null = config.mode === "sandbox" ? await createSandboxClock(pool) : null;
  const realClock: Clock = { now: () => instant(Date.now()) };
  const clock = sandboxClock ?? realClock;
  const actors = createActors();
  const trail = createAuditTrail(pool, { actors, clock });
  const keyUses = createKeyUses({ trail, clock, log });
  if (config.mode === "sandbox" && config.apiKey !== null) {
    await keys.refresh(firstAccountId);
    await ensureFirstSite({ pool: owner, vault, trail }, config.apiKey).catch(explainDenied);
    await keys.refresh();
  }
  await owner.end();
  const { queue } = faultPoints({ queue: createJobQueue(pool, listener) });
  const deps: Dependencies = faultPoints<Dependencies>({
    store: createStore(pool, trail, createJointCommits(pool, jointPool)),
    ledger: createLedger(pool),
    tokens: createTokenStore(pool, trail),
    tokenUsesPerDay: config.tokenUsesPerDay,
    siteBook: createSiteBook(pool, trail),
    orderFiles: createOrderFiles(pool, trail),
    logos: createLogos(pool),
    acquirer: createIso8583Acquirer({
      ...acquirerLine,
      acquiringInstitutionId: config.institution.acquiringInstitutionId,
      onDispute: (advice) => actors.as("acquirer", () => receiveDispute(deps, advice)),
      log,
    }),
    authenticator: createAuthenticator({
      directoryServerUrl: config.directoryServerUrl,
      directoryServerTls: directoryTls,
      clock,
      threeDSServer: config.institution.threeDSServer,
      log,
    }),
    bank:
      config.bank === null
        ? noBank
        : createBankLink({
            baseUrl: config.bank.url,
            pageOrigins: config.bank.pageOrigins,
            keys: bankKeysOf(config.bank),
            clock,
            realClock,
          }),
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
    notificationLog: createNotificationLog(pool, trail),
    notificationChaos: config.mode === "sandbox" ? createNotificationChaos(pool) : null,
    riskHistory: createRiskHistory(pool),
    rateLimiter: createRateLimiter({
      pool,
      hash: (text) => vault.fingerprint(new Secret(text), "rate-limit"),
      log,
    }),
    rateLimits: config.rateLimits,
    idempotencyKeys: createIdempotencyKeys(pool),
    usedSignatures: createUsedSignatures(pool, log),
    countryTables: await readCountryTables(config.countries),
    actors,
    auditTrail: trail,
    auditCheckpoints: createAuditCheckpoints(pool, {
      signer: createCheckpointSigner(keys.root),
      clock,
    }),
    keyUses,
    clock,
    entropy,
    log,
    publicUrl: config.publicUrl,
  });

  const directory = createSiteDirectory(deps, () => realClock.now());
  listener.on(keyChannel, () => {
    directory.forgetAll();
    keys.reload();
  });
  const server = createServer({
    deps,
    transactions: createTransactionList(pool),
    bankPages: config.bank?.pageOrigins ?? [],
    directory,
    sandbox:
      sandboxClock === null
        ? null
        : {
            now: () => sandboxClock.now(),
            advance: (seconds) => advanceClock(deps, queue, sandboxClock, seconds),
          },
    trustedProxies: config.trustedProxies,
    inboundLimits: config.inboundLimits,
    metricsToken: config.metricsToken,
    tls: await readTls(config),
    isStopping,
  });
  const runner = startRunner({
    claimDue: (room) => {
      void keyUses.writeEnded();
      return claimDueJobs(deps, queue, room);
    },
    untilNextMs: async (busy) => {
      const at = await nextJobAt(deps, queue, busy);
      return at === null ? null : at - clock.now();
    },
    onFailure: (event, fields) => log.error(event, fields),
  });
  listener.on(jobChannel, () => runner.wake());
  if (sandboxClock !== null) {
    listener.on(clockStepChannel, () => void sandboxClock.reload().catch(() => undefined));
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
      await keyUses.writeAll();
      await Promise.allSettled([
        deps.acquirer.close(),
        deps.authenticator.close(),
        deps.bank.close(),
        deps.notifier.close(),
        deps.mailer?.close(),
        listener.close(),
      ]);
      if (vaultPool !== pool) await vaultPool.end();
      await jointPool.end();
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
    if (error instanceof SchemaBehindError) {
      throw new StartupError(
        `${error.message}: run "npm run sluis -- database migrate" with SLUIS_DATABASE_URL_OWNER.`,
      );
    }
    const cause = error instanceof Error ? error.message || error.name : String(error);
    throw new StartupError(
      `The database of DATABASE_URL (${placeOf(databaseUrl)}) cannot be used: ${cause}.`,
    );
  }
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
