import type { Log } from "#ports/log.ts";
import type { Backoff } from "./backoff.ts";
import type { AdviceAnswerer } from "./advice-desk.ts";
import type { LineOptions } from "./line.ts";
import type { MessageMac } from "./message-mac.ts";

export interface LinkOptions extends LineOptions {
  readonly log: Log;
  /** Proves what we send and what we are sent; null where the acquirer has agreed on none. */
  readonly mac: MessageMac | null;
  readonly answerTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** A request that could not leave within this time is given back as not sent. */
  readonly sendWithinMs: number;
  /** Silence of the host after which an echo asks whether it is still there. */
  readonly echoAfterMs: number;
  /** How long a sign-off is awaited before the connection is closed without it. */
  readonly signOffTimeoutMs: number;
  readonly maxInFlight: number;
  readonly maxWaiting: number;
  /** Advices of the host that are worked on at once; more are left for their repeat. */
  readonly maxAdvices: number;
  /** Gives the answer to what the host tells unasked. */
  readonly answerAdvice: AdviceAnswerer;
  readonly reconnect: Backoff;
}

export const linkDefaults = {
  tls: null,
  mac: null,
  answerTimeoutMs: 10_000,
  connectTimeoutMs: 3_000,
  sendWithinMs: 3_000,
  echoAfterMs: 30_000,
  signOffTimeoutMs: 1_000,
  maxInFlight: 256,
  maxWaiting: 2_048,
  maxAdvices: 16,
  reconnect: { firstMs: 100, largestMs: 5_000 },
} as const satisfies Omit<LinkOptions, "host" | "port" | "log" | "answerAdvice">;
