import { errors, Pool } from "undici";
import type { Secret } from "#domain/secret.ts";
import { signRequest } from "./message-signature.ts";

/** One request to the provider and its answer; whatever the network does becomes a value here. */
export type Answer =
  | { readonly kind: "answered"; readonly status: number; readonly body: unknown }
  | { readonly kind: "not-sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: string };

export interface Exchange {
  send(request: {
    readonly method: "GET" | "POST";
    /** Below the base URL, with its slash. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
  }): Promise<Answer>;
  close(): Promise<void>;
}

/** From the connection to the last byte. Longer than a provider takes, shorter than a shopper waits. */
const timeoutMs = 10_000;
const mostBytes = 65_536;
const maxConnections = 32;

export interface ExchangeOptions {
  readonly baseUrl: string;
  /** Every request is signed with it. */
  readonly key: Secret<string>;
  readonly nowS: () => number;
}

export function createExchange({ baseUrl, key, nowS }: ExchangeOptions): Exchange {
  const { origin, pathname } = new URL(baseUrl);
  const pool = new Pool(origin, { connections: maxConnections });
  return {
    async send({ method, path: pathBelow, headers, body }) {
      const path = pathname.replace(/\/$/, "") + pathBelow;
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await pool.request({
          path,
          method,
          headers: {
            accept: "application/json",
            ...signRequest({ method, path, headers, body }, key, nowS()),
          },
          body,
          signal,
        });
        // Reading tells us of every fault of the body; the event must only not go unheard.
        response.body.on("error", () => undefined);
        const text = await readText(response.body);
        return text === null
          ? { kind: "unknown", cause: "too-large" }
          : { kind: "answered", status: response.statusCode, body: parseJson(text) };
      } catch (error) {
        return failure(error, signal.aborted);
      }
    },
    close: () => pool.destroy(),
  };
}

function failure(error: unknown, isTimeout: boolean): Answer {
  if (isTimeout) return { kind: "unknown", cause: "timeout" };
  // Where no connection came about, no request left.
  const isRefused = error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
  return isRefused || error instanceof errors.ConnectTimeoutError
    ? { kind: "not-sent", cause: "connection" }
    : { kind: "unknown", cause: "connection" };
}

/** Null where there is more of it than an answer may have; leaving the loop destroys the stream. */
async function readText(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString("utf8");
}

/** Null for what is no JSON: no answer of the protocol is null. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
