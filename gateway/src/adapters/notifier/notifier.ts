/**
 * Carries notifications to shops. Every call has a connection of its own to an
 * address that was checked just before: nothing can be rebound between check and
 * connection, nothing is shared, and a shop that hangs holds only its own call.
 */
import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { Client } from "undici";
import type { Log } from "#ports/log.ts";
import type { NotificationAnswer, NotificationCall, Notifier } from "#ports/notifier.ts";
import { signNotification } from "./signature.ts";
import { type Resolve, resolveTarget, systemResolve, type TargetPolicy } from "./target.ts";

export interface NotifierOptions extends TargetPolicy {
  /** For the whole call, from the name's resolution to the last byte read. */
  readonly timeoutMs?: number;
  /** What a body holds beyond this is not read. */
  readonly maxBodyBytes?: number;
  readonly userAgent: string;
  readonly log: Log;
  /** Default: the operating system's resolver. */
  readonly resolve?: Resolve;
}

type Settings = Required<NotifierOptions>;

/** An answer before its duration is known. */
type Outcome =
  | { readonly kind: "answered"; readonly status: number; readonly bodyStart: string }
  | Omit<Extract<NotificationAnswer, { kind: "failed" }>, "durationMs">;

export function createNotifier(options: NotifierOptions): Notifier {
  const settings: Settings = { timeoutMs: 30_000, maxBodyBytes: 65_536, resolve: systemResolve, ...options };
  const running = new Set<AbortController>();
  return {
    async deliver(call) {
      const startedAt = performance.now();
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(timeout), settings.timeoutMs);
      running.add(controller);
      try {
        const outcome = await attempt(call, settings, controller.signal);
        return { ...outcome, durationMs: Math.round(performance.now() - startedAt) };
      } finally {
        clearTimeout(timer);
        running.delete(controller);
      }
    },
    /** Calls still under way end as failed. */
    async close() {
      for (const controller of running) controller.abort();
    },
  };
}

/** Reason of an abort by the clock; `close` gives another. */
const timeout = "timeout";

async function attempt(call: NotificationCall, settings: Settings, signal: AbortSignal): Promise<Outcome> {
  const host = URL.parse(call.url)?.hostname ?? null;
  try {
    const target = await abortable(resolveTarget(call.url, settings, settings.resolve), signal);
    if (target.kind === "allowed") return await exchange(call, { ...target, settings, signal });
    settings.log.warn("notification.refused", { host, cause: target.cause });
    return { kind: "failed", cause: target.cause };
  } catch (error) {
    const cause =
      signal.reason === timeout || hasCode(error, "UND_ERR_CONNECT_TIMEOUT") ? timeout : "connection";
    settings.log.warn("notification.failed", { host, cause, code: codeOf(error) });
    return { kind: "failed", cause };
  }
}

interface Exchange {
  readonly url: URL;
  readonly addresses: readonly LookupAddress[];
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

async function exchange(call: NotificationCall, to: Exchange): Promise<Outcome> {
  const { url, addresses, settings, signal } = to;
  const client = new Client(url.origin, {
    connect: { lookup: pinned(addresses), timeout: settings.timeoutMs },
    autoSelectFamily: true,
    // Node's 250 ms for all but the last address would give up on a distant shop.
    autoSelectFamilyAttemptTimeout: 2_000,
    allowH2: false,
    // The signal bounds the whole call; undici's own limits start anew with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const { statusCode, body } = await client.request({
      method: call.method,
      path: url.pathname + url.search,
      headers: headersOf(call, settings.userAgent),
      body: call.body,
      signal,
    });
    return { kind: "answered", status: statusCode, bodyStart: await readStart(body, settings.maxBodyBytes) };
  } finally {
    // Also what is left of a longer body: the connection goes with it. Not waited for: nothing depends on it.
    client.destroy().catch(() => undefined);
  }
}

function headersOf(call: NotificationCall, userAgent: string): Record<string, string> {
  const common = { "user-agent": userAgent, accept: "*/*", "accept-encoding": "identity" };
  if (call.body === null) return common;
  const { sentAt, body, apiKey } = call;
  return {
    ...common,
    "content-type": "application/json",
    ...(apiKey === null ? {} : { Auth: signNotification({ sentAt, body, apiKey }) }),
  };
}

async function readStart(body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length >= limit) break;
  }
  // What is not UTF-8 becomes replacement characters; only ASCII words are looked for.
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, limit));
}

/** Answers with what was checked, whoever asks for whatever name. */
const pinned =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (all === true || first === undefined) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };

/** For work that knows no signal; when aborted, its result is dropped. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
  return Promise.race([work, aborted]);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);

const hasCode = (error: unknown, code: string): boolean => codeOf(error) === code;
