/** The dates and times of a message. All of them are UTC, DE 12 and DE 13 too: the gateway has no other local time. */
import type { Instant } from "#domain/time.ts";

/** DE 7, `MMDDhhmmss`. */
export const transmissionDateTime = (at: Instant): string => localDate(at) + localTime(at);

/** DE 12, `hhmmss`. */
export function localTime(at: Instant): string {
  const date = new Date(at);
  return twoDigits(date.getUTCHours()) + twoDigits(date.getUTCMinutes()) + twoDigits(date.getUTCSeconds());
}

/** DE 13, `MMDD`. */
export function localDate(at: Instant): string {
  const date = new Date(at);
  return twoDigits(date.getUTCMonth() + 1) + twoDigits(date.getUTCDate());
}

const twoDigits = (value: number): string => String(value).padStart(2, "0");
