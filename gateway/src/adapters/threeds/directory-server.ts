/** One message to the directory server and its answer, over HTTP. Whatever the network does becomes a value here. */
import { Pool } from "undici";
import { type JsonObject, isJsonObject, parseJson } from "./message-reader.ts";

export type DirectoryAnswer =
  | { readonly kind: "answered"; readonly message: JsonObject }
  /** `timeout`, `connection`, `http-500`, `too-large`, `malformed`, or `tls` and the code of what was wrong with it. */
  | { readonly kind: "failed"; readonly cause: string };

export interface Limits {
  /** For the whole exchange, from the connection to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface DirectoryServer {
  post(body: string, limits: Limits): Promise<DirectoryAnswer>;
  close(): Promise<void>;
}

/** Mutual TLS, as PEM texts. */
export interface DirectoryServerTls {
  /** Issuers of the directory server's certificate; undefined for those that Node believes. */
  readonly ca?: string | undefined;
  /** Who we are to the directory server. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

const maxConnections = 64;

/**
 * Connections are kept for undici's own four seconds of idleness and not longer: a
 * request on a connection that the other side is just closing fails, and it costs
 * a shopper the authentication while a new connection costs a round trip.
 */
export function createDirectoryServer(url: string, tls: DirectoryServerTls | null): DirectoryServer {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const pool = new Pool(origin, {
    connections: maxConnections,
    connect: { ...tls, minVersion: "TLSv1.2", rejectUnauthorized: true },
  });
  return {
    async post(body, { timeoutMs, maxBytes }) {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        // undici's request follows no redirect: a 3xx is an answer like any other that is not 200.
        const response = await pool.request({
          path,
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8", accept: "application/json" },
          body,
          signal,
        });
        // Reading tells us of every fault of the body; the event must only not go unheard.
        response.body.on("error", () => undefined);
        if (response.statusCode !== 200) {
          // Read away, so that the connection can be used again.
          response.body.dump({ limit: maxBytes }).catch(() => undefined);
          return { kind: "failed", cause: `http-${response.statusCode}` };
        }
        const text = await readText(response.body, maxBytes);
        if (text === null) return { kind: "failed", cause: "too-large" };
        const message = parseJson(text);
        return isJsonObject(message) ? { kind: "answered", message } : { kind: "failed", cause: "malformed" };
      } catch (error) {
        return { kind: "failed", cause: signal.aborted ? "timeout" : connectionCause(error) };
      }
    },
    close: () => pool.destroy(),
  };
}

/**
 * Somebody has to do something about a certificate that is not right, so its code
 * is told: `tls CERT_HAS_EXPIRED`. What the system says of a connection has a
 * `syscall`, and what undici says has a code of its own.
 */
function connectionCause(error: unknown): string {
  const isTls =
    error instanceof Error &&
    !("syscall" in error) &&
    "code" in error &&
    typeof error.code === "string" &&
    !error.code.startsWith("UND_");
  return isTls ? `tls ${String(error.code)}` : "connection";
}

/** Null where there is more of it than `maxBytes`; leaving the loop destroys the stream. */
async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString("utf8");
}
