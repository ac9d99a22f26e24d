import { setTimeout as pause } from "node:timers/promises";
import type { KeyedRequest, KeyedRequests } from "./keyed-requests.ts";
import { isObject, type Json, type JsonObject, parseJson } from "../support/json.ts";

/** What the shop knows of a call: an answer, or nothing. Nothing is not a refusal. */
export type Heard =
  | { readonly kind: "accepted"; readonly order: JsonObject }
  | { readonly kind: "refused"; readonly status: number; readonly code: Json; readonly text: string }
  /** Service unavailable, by the envelope and with a time to come again. */
  | { readonly kind: "away" }
  | { readonly kind: "nothing" };

export interface ShopClient {
  call(method: string, path: string, body?: unknown): Promise<Heard>;
  /** Again, a few times, while there is nothing or nobody, and under the same key where it has one. */
  persist(method: string, path: string, body?: unknown): Promise<Heard>;
  /** Answers that no API of this kind may give, and how often each kind of answer came. */
  readonly oddities: readonly string[];
  readonly counts: Readonly<Record<Heard["kind"], number>>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly under: KeyedRequest | null;
}

/** Longer than the gateway waits for an acquirer. */
const patienceMs = 20_000;
const triesAtMost = 5;
const pauseMs = 600;

/** "Conflict": the request of this key is still being carried out, perhaps by a process that is gone. */
const isUnderWay = (heard: Heard): boolean => heard.kind === "refused" && heard.status === 409;

export function shopClient(publicUrl: string, apiKey: string, keyed: KeyedRequests): ShopClient {
  const oddities: string[] = [];
  const counts = { accepted: 0, refused: 0, away: 0, nothing: 0 };
  const call = async (request: Request): Promise<Heard> => {
    const heard = await ask(request);
    counts[heard.kind] += 1;
    return heard;
  };
  const ask = async ({ method, path, body, under }: Request): Promise<Heard> => {
    try {
      const response = await fetch(`${publicUrl}/v1/json${path}`, {
        method,
        headers: {
          api_key: apiKey,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...(under === null ? {} : { "idempotency-key": under.key }),
        },
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      under?.answers.push({ status: response.status, text });
      return judge(`${method} ${path}`, response, text);
    } catch {
      return { kind: "nothing" };
    }
  };
  const judge = (name: string, response: Response, text: string): Heard => {
    const { status, headers } = response;
    const envelope = envelopeOf(text);
    if (envelope === null) {
      oddities.push(`${name}: ${status} without an envelope: ${text.slice(0, 200)}`);
      return { kind: "nothing" };
    }
    const order = envelope["data"];
    if (status === 200 && envelope["success"] === true && isObject(order)) return { kind: "accepted", order };
    if (status === 503) {
      if (headers.get("retry-after") === null) oddities.push(`${name}: 503 without Retry-After`);
      return { kind: "away" };
    }
    if (status >= 500) oddities.push(`${name}: ${status} ${text.slice(0, 300)}`);
    return { kind: "refused", status, code: envelope["error_code"] ?? null, text };
  };
  return {
    call: (method, path, body) => call({ method, path, body, under: null }),
    oddities,
    counts,
    async persist(method, path, body) {
      const under = keyed.begin(method, path, body);
      const request = { method, path, body, under };
      let heard = await call(request);
      for (let attempt = 1; attempt < triesAtMost; attempt += 1) {
        if (heard.kind !== "nothing" && heard.kind !== "away" && !isUnderWay(heard)) break;
        await pause(pauseMs * attempt);
        heard = await call(request);
      }
      if (under?.isAskedAgain === true) await call(request);
      return heard;
    },
  };
}

function envelopeOf(text: string): JsonObject | null {
  try {
    const parsed = parseJson(text);
    return isObject(parsed) && "success" in parsed ? parsed : null;
  } catch {
    return null;
  }
}
