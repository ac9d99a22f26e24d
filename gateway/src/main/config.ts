import { type BankConfig, readBankConfig } from "./bank-config.ts";
import { type Institution, readInstitution } from "./institution.ts";
import type { Secret } from "#domain/secret.ts";
import type { RateLimits } from "#domain/limit/rate-limit.ts";
import type { InboundLimits } from "#http/inbound-limits.ts";
import { readInboundLimits } from "./inbound-limits.ts";
import { type MailConfig, readMailConfig } from "./mail-config.ts";
import {
  type AcquirerLine,
  type TlsFiles,
  readAcquirerLine,
  readDirectoryServerTls,
} from "./partner-lines.ts";
import { readMetricsToken } from "./metrics-token.ts";
import { readRateLimits } from "./rate-limits.ts";
import { StartupError } from "./startup-error.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";
import { originOf } from "./origin.ts";

/** The environment, read once; every other file is given what it needs. */
export interface Config {
  readonly mode: "sandbox" | "live";
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly databaseUrl: string | null;
  /** Logins of the tables' owner and of the vault; null: DATABASE_URL does it all. */
  readonly ownerDatabaseUrl: string | null;
  readonly vaultDatabaseUrl: string | null;
  readonly dataDir: string;
  readonly masterKey: string | null;
  /** The one before, while the house goes over to a new one. */
  readonly previousMasterKey: string | null;
  readonly apiKey: string | null;
  readonly acquirer: AcquirerLine;
  readonly directoryServerUrl: string;
  readonly directoryServerTls: TlsFiles | null;
  readonly institution: Institution;
  /** Null: only cards are offered. */
  readonly bank: BankConfig | null;
  /** Null: in live mode `/metrics` answers to private addresses only. */
  readonly metricsToken: Secret<string> | null;
  /** Null: no mail is sent. */
  readonly mail: MailConfig | null;
  readonly mailbox: { readonly port: number; readonly isChosen: boolean };
  readonly simulatorPort: number;
  readonly iso8583Port: number;
  readonly tokenUsesPerDay: number;
  readonly rateLimits: RateLimits;
  readonly inboundLimits: InboundLimits;
  /** How long a process that is told to stop goes on answering, so that load balancers see it first. */
  readonly drainMs: number;
  readonly logLevel: LogLevel;
  /** Tables of where IP addresses and cards are at home. */
  readonly countries: { readonly addressFile: string | null; readonly cardFile: string | null };
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
type LogLevel = (typeof logLevels)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws a StartupError that names the variable and what it must be. */
export function readConfig(environment: Environment = process.env): Config {
  const text = (name: string): string | null => {
    const value = environment[name]?.trim();
    return value === undefined || value === "" ? null : value;
  };
  const mode = text("SLUIS_MODE") ?? "sandbox";
  if (mode !== "sandbox" && mode !== "live") {
    throw new StartupError(`SLUIS_MODE is "${mode}"; it must be sandbox or live.`);
  }
  const isLive = mode === "live";
  const required = (name: string): string => {
    const value = text(name);
    if (value === null) throw new StartupError(`${name} must be set in live mode.`);
    return value;
  };
  const port = portOf("SLUIS_PORT", text("SLUIS_PORT"), 8080);
  const simulatorPort = portOf("SLUIS_SIMULATOR_PORT", text("SLUIS_SIMULATOR_PORT"), 8090);
  const iso8583Port = portOf("SLUIS_ISO8583_PORT", text("SLUIS_ISO8583_PORT"), 8583);
  const mailboxPort = portOf("SLUIS_MAILBOX_PORT", text("SLUIS_MAILBOX_PORT"), 8025);
  const acquirerUrl = isLive ? required("SLUIS_ACQUIRER_URL") : `tcp://127.0.0.1:${iso8583Port}`;
  const directoryServerUrl = isLive
    ? required("SLUIS_DIRECTORY_SERVER_URL")
    : (text("SLUIS_DIRECTORY_SERVER_URL") ?? `http://127.0.0.1:${simulatorPort}/ds`);
  const tls = tlsOf(text("SLUIS_TLS_CERT"), text("SLUIS_TLS_KEY"));
  const publicUrl = isLive
    ? required("SLUIS_PUBLIC_URL")
    : (text("SLUIS_PUBLIC_URL") ?? `${tls === null ? "http" : "https"}://localhost:${port}`);
  return {
    mode,
    host: text("SLUIS_HOST") ?? "127.0.0.1",
    port,
    publicUrl: originOf("SLUIS_PUBLIC_URL", publicUrl),
    trustedProxies: parseTrustedProxies(text("SLUIS_TRUSTED_PROXIES")),
    databaseUrl: isLive ? required("DATABASE_URL") : text("DATABASE_URL"),
    ownerDatabaseUrl: text("SLUIS_DATABASE_URL_OWNER"),
    vaultDatabaseUrl: text("SLUIS_DATABASE_URL_VAULT"),
    dataDir: text("SLUIS_DATA_DIR") ?? "./data",
    masterKey: isLive ? required("SLUIS_MASTER_KEY") : text("SLUIS_MASTER_KEY"),
    previousMasterKey: text("SLUIS_MASTER_KEY_PREVIOUS"),
    apiKey: apiKeyOf(text("SLUIS_API_KEY")),
    acquirer: readAcquirerLine(text, acquirerUrl),
    directoryServerUrl: originOf("SLUIS_DIRECTORY_SERVER_URL", directoryServerUrl),
    directoryServerTls: readDirectoryServerTls(text, directoryServerUrl),
    institution: readInstitution(text),
    bank: readBankConfig(text, { isLive, simulatorPort }),
    metricsToken: readMetricsToken(text),
    mail: readMailConfig(text, { isLive, mailboxPort }),
    mailbox: { port: mailboxPort, isChosen: text("SLUIS_MAILBOX_PORT") !== null },
    simulatorPort,
    iso8583Port,
    tokenUsesPerDay: tokenUsesOf(text("SLUIS_TOKEN_USES_PER_DAY") ?? "50"),
    rateLimits: readRateLimits(text, isLive),
    inboundLimits: readInboundLimits(text),
    drainMs: drainMsOf(text("SLUIS_DRAIN_SECONDS") ?? (isLive ? "5" : "0")),
    logLevel: logLevelOf(text("SLUIS_LOG_LEVEL") ?? "info"),
    countries: {
      addressFile: text("SLUIS_ADDRESS_COUNTRIES"),
      cardFile: text("SLUIS_CARD_COUNTRIES"),
    },
    tls,
  };
}

function portOf(name: string, text: string | null, fallback: number): number {
  const port = text === null ? fallback : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartupError(`${name} is "${text}"; it must be a port between 1 and 65535.`);
  }
  return port;
}

function tokenUsesOf(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new StartupError(`SLUIS_TOKEN_USES_PER_DAY is "${text}"; it must be a number from 1 to 9999.`);
  }
  return Number(text);
}

function drainMsOf(text: string): number {
  if (!/^(\d|[1-9]\d|1[01]\d|120)$/.test(text)) {
    throw new StartupError(`SLUIS_DRAIN_SECONDS is "${text}"; it must be a number from 0 to 120.`);
  }
  return Number(text) * 1_000;
}

function logLevelOf(text: string): LogLevel {
  const level = logLevels.find((candidate) => candidate === text);
  if (level === undefined) {
    throw new StartupError(`SLUIS_LOG_LEVEL is "${text}"; it must be one of ${logLevels.join(", ")}.`);
  }
  return level;
}

function apiKeyOf(text: string | null): string | null {
  if (text !== null && !/^[\x21-\x7e]{5,200}$/.test(text)) {
    throw new StartupError("SLUIS_API_KEY must be 5 to 200 letters, digits or signs without spaces.");
  }
  return text;
}

function tlsOf(
  certFile: string | null,
  keyFile: string | null,
): { readonly certFile: string; readonly keyFile: string } | null {
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) {
    throw new StartupError("SLUIS_TLS_CERT and SLUIS_TLS_KEY must be set together.");
  }
  return { certFile, keyFile };
}

/** The environment of a process that we start: ours, with what we decided instead of the operator. */
export const environmentWith = (
  decided: Readonly<Record<string, string>>,
): Record<string, string | undefined> => ({
  ...process.env,
  ...decided,
});
