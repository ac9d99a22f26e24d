import type { Actors } from "#ports/actors.ts";
import type { AuditCheckpoints, AuditTrail } from "#ports/audit-trail.ts";
import type { Acquirer } from "#ports/acquirer.ts";
import type { Authenticator } from "#ports/authenticator.ts";
import type { Clock } from "#ports/clock.ts";
import type { CountryTables } from "#ports/country-tables.ts";
import type { Entropy } from "#ports/entropy.ts";
import type { IdempotencyKeys } from "#ports/idempotency-keys.ts";
import type { Ledger } from "#ports/ledger.ts";
import type { Log } from "#ports/log.ts";
import type { Logos } from "#ports/logos.ts";
import type { RedirectBank } from "#ports/redirect-bank.ts";
import type { Mailer } from "#ports/mailer.ts";
import type { MailStops } from "#ports/mail-stops.ts";
import type { Method } from "#domain/method/catalogue.ts";
import type { RateLimits } from "#domain/limit/rate-limit.ts";
import type { NotificationChaos } from "#ports/notification-chaos.ts";
import type { NotificationLog } from "#ports/notification-log.ts";
import type { Notifier } from "#ports/notifier.ts";
import type { RateLimiter } from "#ports/rate-limiter.ts";
import type { RiskHistory } from "#ports/risk-history.ts";
import type { OrderFiles } from "#ports/order-files.ts";
import type { SiteBook } from "#ports/site-book.ts";
import type { Store } from "#ports/store.ts";
import type { TokenStore } from "#ports/token-store.ts";
import type { UsedSignatures } from "#ports/used-signatures.ts";
import type { Vault } from "#ports/vault.ts";
import type { KeyUses } from "./key-uses.ts";
import type { MailWriter } from "./mail-writer.ts";

/** What every use case is given: the ports, and how this house is reached from outside. */
export interface Dependencies {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly tokens: TokenStore;
  readonly siteBook: SiteBook;
  readonly orderFiles: OrderFiles;
  readonly logos: Logos;
  readonly acquirer: Acquirer;
  readonly authenticator: Authenticator;
  readonly bank: RedirectBank;
  /** What this house can be paid with: without a bank link, cards only. */
  readonly methods: readonly Method[];
  readonly vault: Vault;
  readonly notifier: Notifier;
  /** Null: this house sends no mail. */
  readonly mailer: Mailer | null;
  readonly mailWriter: MailWriter;
  readonly mailStops: MailStops;
  readonly notificationLog: NotificationLog;
  /** Null in live mode: there notifications are not spoiled. */
  readonly notificationChaos: NotificationChaos | null;
  readonly riskHistory: RiskHistory;
  readonly countryTables: CountryTables;
  readonly rateLimiter: RateLimiter;
  readonly rateLimits: RateLimits;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly usedSignatures: UsedSignatures;
  readonly actors: Actors;
  readonly auditTrail: AuditTrail;
  readonly auditCheckpoints: AuditCheckpoints;
  readonly keyUses: KeyUses;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
  /** Payments by one token that are let through within 24 hours. */
  readonly tokenUsesPerDay: number;
  /** Origin of every URL we hand out, without a slash at the end. Never taken from a request. */
  readonly publicUrl: string;
}

/** What an entrance of the sandbox sets. */
export type NotificationControls = Pick<NotificationChaos, "list" | "set" | "clear" | "clearAll">;
