import type { Instant } from "../time.ts";

/**
 * How the acquirer and we name one message: system trace audit number (DE 11),
 * retrieval reference number (DE 37) and transmission time (DE 7). It is fixed
 * and committed before the message leaves, so that after a crash a reversal can
 * name the original (DE 90).
 */
export interface AcquirerReference {
  /** Six digits, 000001..999999. */
  readonly stan: string;
  /** Twelve characters: year digit, day of year, hour, STAN (ISO 8583:1987 practice). */
  readonly rrn: string;
  readonly transmissionAt: Instant;
}

/** `sequence` is any positive integer; it wraps into the six digits of DE 11. */
export function acquirerReference(sequence: number, at: Instant): AcquirerReference {
  const stan = String(((sequence - 1) % 999_999) + 1).padStart(6, "0");
  const date = new Date(at);
  const dayOfYear = Math.floor((at - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
  const rrn = [
    String(date.getUTCFullYear() % 10),
    String(dayOfYear).padStart(3, "0"),
    String(date.getUTCHours()).padStart(2, "0"),
    stan,
  ].join("");
  return { stan, rrn, transmissionAt: at };
}
