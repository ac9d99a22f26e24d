import { setTimeout as pause } from "node:timers/promises";
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
  /** Again, a few times, while there is nothing or nobody: only for what may be repeated. */
  persist(method: string, path: string, body?: unknown): Promise<Heard>;
  /** Answers that no API of this kind may give, and how often each kind of answer came. */
  readonly oddities: readonly string[];
  readonly counts: Readonly<Record<Heard["kind"], number>>;
}

/** Longer than the gateway waits for an acquirer. */
const patienceMs = 20_000;
const triesAtMost = 5;
const pauseMs = 600;

export function shopClient(publicUrl: string, apiKey: string): ShopClient {
  const oddities: string[] = [];
  const counts = { accepted: 0, refused: 0, away: 0, nothing: 0 };
  const call: ShopClient["call"] = async (method, path, body) => {
    const heard = await ask(method, path, body);
    counts[heard.kind] += 1;
    return heard;
  };
  const ask = async (method: string, path: string, body: unknown): Promise<Heard> => {
    try {
      const response = await fetch(`${publicUrl}/v1/json${path}`, {
        method,
        headers: { api_key: apiKey, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        signal: AbortSignal.timeout(patienceMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return judge(`${method} ${path}`, response, await response.text());
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
    call,
    oddities,
    counts,
    async persist(method, path, body) {
      let heard = await call(method, path, body);
      for (let attempt = 1; attempt < triesAtMost; attempt += 1) {
        if (heard.kind !== "nothing" && heard.kind !== "away") return heard;
        await pause(pauseMs * attempt);
        heard = await call(method, path, body);
      }
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
