import { isThreeDSecurePolicy, type ThreeDSecurePolicy } from "./issuer/policy.ts";

export interface Config {
  readonly hostName: string;
  readonly httpPort: number;
  readonly cardLinkPort: number;
  /** SMTP; `isChosen` where the environment names it: then it must be free. */
  readonly mailbox: { readonly port: number; readonly isChosen: boolean };
  /** Where browsers and the gateway reach us, without a slash at the end. */
  readonly publicUrl: string;
  /** Where the demo shop reaches the gateway. */
  readonly gatewayUrl: string;
  /** Keys of the bank link: the first signs, each is believed. Without any, nobody is. */
  readonly bankKeys: readonly string[];
  /** Null: the demo shop explains that it has no key. */
  readonly apiKey: string | null;
  readonly threeDSecure: ThreeDSecurePolicy;
  /** Of DE 128 on the card link; null: its messages carry no MAC. */
  readonly macKey: string | null;
  /** Null: the card link is plain TCP, and the directory server is reached by http only. */
  readonly tls: TlsConfig | null;
  /** Null: the books live and die with the process. */
  readonly dataDir: string | null;
}

export interface TlsConfig {
  readonly certFile: string;
  readonly keyFile: string;
  /** Issuer of the certificates that clients must show; null: they need none. */
  readonly clientCaFile: string | null;
  /** Where the directory server speaks https; null: nowhere. */
  readonly directoryServerPort: number | null;
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** A sentence for the person who started us. */
  | { readonly ok: false; readonly sentence: string };

/** Reads the environment; the only place that does. An empty variable counts as unset. */
export function readConfig(environment: NodeJS.ProcessEnv): ConfigResult {
  const read = (name: string): string | null => environment[name]?.trim() || null;
  const httpPort = parsePort(read("SLUIS_SIMULATOR_PORT") ?? "8090");
  if (httpPort === null) return refuse("SLUIS_SIMULATOR_PORT must be a port number from 1 to 65535.");
  const cardLinkPort = parsePort(read("SLUIS_ISO8583_PORT") ?? "8583");
  if (cardLinkPort === null) return refuse("SLUIS_ISO8583_PORT must be a port number from 1 to 65535.");
  const mailboxPort = parsePort(read("SLUIS_MAILBOX_PORT") ?? "8025");
  if (mailboxPort === null) return refuse("SLUIS_MAILBOX_PORT must be a port number from 1 to 65535.");
  const publicUrl = parseUrl(read("SLUIS_SIMULATOR_PUBLIC_URL") ?? `http://localhost:${httpPort}`);
  if (publicUrl === null) return refuse("SLUIS_SIMULATOR_PUBLIC_URL must be an http or https URL.");
  const gatewayUrl = parseUrl(read("SLUIS_PUBLIC_URL") ?? "http://localhost:8080");
  if (gatewayUrl === null) return refuse("SLUIS_PUBLIC_URL must be an http or https URL.");
  const threeDSecure = read("SLUIS_SIMULATOR_3DS") ?? "challenge";
  if (!isThreeDSecurePolicy(threeDSecure)) {
    return refuse("SLUIS_SIMULATOR_3DS must be challenge or frictionless.");
  }
  const macKey = read("SLUIS_ACQUIRER_MAC_KEY");
  if (macKey !== null && !/^([\da-f]{32}|[\da-f]{64})$/i.test(macKey)) {
    return refuse("SLUIS_ACQUIRER_MAC_KEY must be 32 or 64 hexadecimal digits.");
  }
  const tls = readTlsConfig(read);
  if (tls === "wrong-port") return refuse("SLUIS_SIMULATOR_TLS_PORT must be a port number from 1 to 65535.");
  if (tls === "half")
    return refuse("SLUIS_SIMULATOR_TLS_CERT must be set together with SLUIS_SIMULATOR_TLS_KEY.");
  return {
    ok: true,
    config: {
      hostName: read("SLUIS_HOST") ?? "127.0.0.1",
      httpPort,
      cardLinkPort,
      mailbox: { port: mailboxPort, isChosen: read("SLUIS_MAILBOX_PORT") !== null },
      publicUrl,
      gatewayUrl,
      apiKey: read("SLUIS_API_KEY"),
      bankKeys: [read("SLUIS_BANK_KEY"), read("SLUIS_BANK_KEY_PREVIOUS")].filter((key) => key !== null),
      threeDSecure,
      macKey,
      tls,
      dataDir: read("SLUIS_DATA_DIR"),
    },
  };
}

function readTlsConfig(read: (name: string) => string | null): TlsConfig | null | "half" | "wrong-port" {
  const certFile = read("SLUIS_SIMULATOR_TLS_CERT");
  const keyFile = read("SLUIS_SIMULATOR_TLS_KEY");
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) return "half";
  const port = read("SLUIS_SIMULATOR_TLS_PORT");
  const directoryServerPort = port === null ? null : parsePort(port);
  if (port !== null && directoryServerPort === null) return "wrong-port";
  return { certFile, keyFile, clientCaFile: read("SLUIS_SIMULATOR_TLS_CLIENT_CA"), directoryServerPort };
}

function refuse(sentence: string): ConfigResult {
  return { ok: false, sentence };
}

function parsePort(text: string): number | null {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : null;
}

function parseUrl(text: string): string | null {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return null;
  return text.replace(/\/+$/, "");
}
