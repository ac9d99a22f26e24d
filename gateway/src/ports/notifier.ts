import type { Secret } from "#domain/secret.ts";
import type { Instant } from "#domain/time.ts";

export interface NotificationCall {
  readonly method: "GET" | "POST";
  /** Final URL, query parameters included. */
  readonly url: string;
  /** Compact JSON of the order for POST; null for GET. */
  readonly body: string | null;
  /** Key of the `Auth` signature of a POST; null where the site has none that lives: then it is not signed. */
  readonly apiKey: Secret<string> | null;
  /** The unix second in the URL and in the signature. */
  readonly sentAt: Instant;
}

export type NotificationAnswer =
  /** Some HTTP answer arrived; `bodyStart` holds at most its first 64 KiB as text. */
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly bodyStart: string;
      readonly durationMs: number;
    }
  | {
      readonly kind: "failed";
      readonly cause: "timeout" | "refused-address" | "connection" | "bad-url";
      readonly durationMs: number;
    };

/**
 * Carries one notification to a shop. Never throws; follows no redirect; bounds
 * size and time; refuses addresses that the mode does not allow.
 */
export interface Notifier {
  deliver(call: NotificationCall): Promise<NotificationAnswer>;
  close(): Promise<void>;
}
