import { Secret } from "#domain/secret.ts";
import { StartupError } from "./startup-error.ts";

/** The card link: where the acquirer's host is, and how what goes there is protected. */
export interface AcquirerLine {
  readonly host: string;
  readonly port: number;
  /** Null for plain TCP. */
  readonly tls: TlsFiles | null;
  /** The operator says that something below us protects the line: then plain TCP may go to a public address. */
  readonly isPrivate: boolean;
  /** Null where messages carry no MAC. */
  readonly macKey: Secret<Uint8Array> | null;
}

/** PEM files of a line on which we are the client. */
export interface TlsFiles {
  /** Null: the issuers that Node believes. */
  readonly caFile: string | null;
  /** Null: we show no certificate. */
  readonly certificate: { readonly certFile: string; readonly keyFile: string } | null;
  /** Begin of the variables that name them, for sentences about them. */
  readonly prefix: string;
}

type Text = (variable: string) => string | null;

/** Throws a StartupError that names the variable; it never repeats a key. */
export function readAcquirerLine(text: Text, fallbackUrl: string): AcquirerLine {
  const given = text("SLUIS_ACQUIRER_URL") ?? fallbackUrl;
  const url = URL.parse(given);
  const line = url?.searchParams.get("line") ?? null;
  const isTls = url?.protocol === "tls:";
  const isKnown = url !== null && (isTls || url.protocol === "tcp:") && (line ?? "private") === "private";
  if (!isKnown || url.hostname === "" || url.port === "") {
    throw new StartupError(
      `SLUIS_ACQUIRER_URL is "${given}"; it must be like tls://host:8583 or tcp://host:8583.`,
    );
  }
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ""),
    port: Number(url.port),
    tls: tlsFilesOf(text, "SLUIS_ACQUIRER", isTls ? null : "SLUIS_ACQUIRER_URL to begin with tls://"),
    isPrivate: line !== null,
    macKey: macKeyOf(text("SLUIS_ACQUIRER_MAC_KEY")),
  };
}

/** Null where the directory server is reached without TLS. */
export const readDirectoryServerTls = (text: Text, url: string): TlsFiles | null =>
  tlsFilesOf(
    text,
    "SLUIS_DIRECTORY_SERVER",
    url.startsWith("https:") ? null : "SLUIS_DIRECTORY_SERVER_URL to begin with https://",
  );

/** `missing`: what the files would need, where they are of no use. Who names a certificate believes that it is used. */
function tlsFilesOf(text: Text, prefix: string, missing: string | null): TlsFiles | null {
  const caFile = text(`${prefix}_CA`);
  const certFile = text(`${prefix}_CERT`);
  const keyFile = text(`${prefix}_KEY`);
  if ((certFile === null) !== (keyFile === null)) {
    throw new StartupError(`${prefix}_CERT and ${prefix}_KEY must be set together.`);
  }
  if (missing !== null) {
    if (caFile === null && certFile === null) return null;
    throw new StartupError(`${prefix}_CA, ${prefix}_CERT and ${prefix}_KEY need ${missing}.`);
  }
  const certificate = certFile === null || keyFile === null ? null : { certFile, keyFile };
  return { caFile, certificate, prefix };
}

function macKeyOf(text: string | null): Secret<Uint8Array> | null {
  if (text === null) return null;
  if (!/^([\da-f]{32}|[\da-f]{64})$/i.test(text)) {
    throw new StartupError(
      "SLUIS_ACQUIRER_MAC_KEY must be 32 or 64 hexadecimal digits, for example from: openssl rand -hex 16",
    );
  }
  return new Secret(Buffer.from(text, "hex"));
}
