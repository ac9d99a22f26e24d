/** One message to the directory server and its answer, over HTTP. Whatever the network does becomes a value here. */
import { Pool } from "undici";
import { type JsonObject, isJsonObject, parseJson } from "./message-reader.ts";

export type DirectoryAnswer =
  | { readonly kind: "answered"; readonly message: JsonObject }
  /** `cause` is one word: `timeout`, `connection`, `http-500`, `too-large`, `malformed`. */
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

const maxConnections = 64;

/**
 * Connections are kept for undici's own four seconds of idleness and not longer: a
 * request on a connection that the other side is just closing fails, and it costs
 * a shopper the authentication while a new connection costs a round trip.
 */
export function createDirectoryServer(url: string): DirectoryServer {
  const { origin, pathname, search } = new URL(url);
  const path = pathname + search;
  const pool = new Pool(origin, { connections: maxConnections });
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
      } catch {
        return { kind: "failed", cause: signal.aborted ? "timeout" : "connection" };
      }
    },
    close: () => pool.destroy(),
  };
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
