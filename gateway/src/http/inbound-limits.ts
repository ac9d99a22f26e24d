import type { Server as HttpServer, ServerOptions as HttpOptions } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { SecureContextOptions } from "node:tls";

/** What one client may take of this process; the figures stand in docs/operations/limits.md. */
export interface InboundLimits {
  /** Real time from the first byte of a request to the last of its headers. */
  readonly headersTimeoutMs: number;
  /** Real time from its first byte to the last of its body. */
  readonly requestTimeoutMs: number;
  /** Connections open at the same time; the next is closed unheard. */
  readonly maxConnections: number;
}

/** The request line and all headers together, in bytes: a browser sends some 2 kB. */
const largestHead = 16_384;
/** A browser sends some 20, and each proxy a few more. */
export const mostHeaders = 100;
/** The longest address of ours is a list's cursor with a dozen filters. */
export const longestUrl = 8_192;
export const keepAliveMs = 65_000;

/** Options of node's own server. Slow clients are looked for twice within the shortest time they are given. */
export const nodeOptions = (limits: InboundLimits): HttpOptions => ({
  maxHeaderSize: largestHead,
  headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
  connectionsCheckingInterval: Math.min(5_000, Math.floor(limits.headersTimeoutMs / 2)),
});

/** What node takes as properties only. */
export function limitConnections(server: HttpServer | HttpsServer, limits: InboundLimits): void {
  server.maxConnections = limits.maxConnections;
}

/** TLS 1.2 with forward secrecy and authenticated encryption, or 1.3 (PCI DSS 4.2.1). */
export const tlsOptions: SecureContextOptions = {
  minVersion: "TLSv1.2",
  honorCipherOrder: true,
  ciphers: [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
  ].join(":"),
};
