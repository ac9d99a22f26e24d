import { readFileSync } from "node:fs";
import type { TlsConfig } from "./config.ts";

/** PEM texts of a server, and of who issued the certificates of its clients. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  /** Null: clients need no certificate. */
  readonly clientCa: string | null;
}

export function readTlsMaterial(config: TlsConfig | null): TlsMaterial | null | "unreadable" {
  if (config === null) return null;
  try {
    return {
      cert: readFileSync(config.certFile, "utf8"),
      key: readFileSync(config.keyFile, "utf8"),
      clientCa: config.clientCaFile === null ? null : readFileSync(config.clientCaFile, "utf8"),
    };
  } catch {
    return "unreadable";
  }
}

/** TLS 1.2 and newer; with an issuer of clients, mutual. */
export function tlsServerOptions({ cert, key, clientCa }: TlsMaterial): {
  readonly cert: string;
  readonly key: string;
  readonly minVersion: "TLSv1.2";
  readonly ca?: string;
  readonly requestCert?: true;
  readonly rejectUnauthorized?: true;
} {
  const own = { cert, key, minVersion: "TLSv1.2" } as const;
  return clientCa === null ? own : { ...own, ca: clientCa, requestCert: true, rejectUnauthorized: true };
}
