/** The wire below a connection: plain TCP, or TLS 1.2 and newer over it. */
import { type Socket, connect, isIP } from "node:net";
import { connect as connectTls } from "node:tls";

export interface LineOptions {
  readonly host: string;
  readonly port: number;
  /** Null for plain TCP. */
  readonly tls: LineTls | null;
}

/** As PEM texts. */
export interface LineTls {
  /** Issuers whose certificates we believe; undefined for those that Node believes. */
  readonly ca?: string | undefined;
  /** Who we are, where the acquirer wants to know. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** The acquirer's certificate must come from an issuer that we believe, be in date, and name the host. */
export function openLine({ host, port, tls }: LineOptions): Socket {
  if (tls === null) return connect({ host, port, noDelay: true, keepAlive: true });
  return connectTls({
    host,
    port,
    ...tls,
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    // Server name indication has no addresses (RFC 6066, section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
    .setNoDelay(true)
    .setKeepAlive(true);
}

/** What the system says of a connection has a `syscall`; what TLS says of certificates and records has none. */
export const isTlsFault = (error: Error): boolean => !("syscall" in error);
