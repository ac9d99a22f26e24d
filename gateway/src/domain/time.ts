/**
 * A point in time in milliseconds since 1970-01-01T00:00:00Z, always read from
 * the clock port: whoever needs "now" is given it, so that time can be steered.
 */
declare const instantBrand: unique symbol;
export type Instant = number & { readonly [instantBrand]: true };

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Milliseconds since the epoch → Instant. Throws on anything but a finite integer in the range of Date. */
export function instant(epochMs: number): Instant {
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) > 8.64e15) {
    throw new RangeError("not an instant");
  }
  return epochMs as Instant;
}

export const later = (from: Instant, ms: number): Instant => instant(from + ms);

/** ISO 8601 in UTC with milliseconds, e.g. `2026-01-28T09:01:07.000Z`. */
export const toIso = (at: Instant): string => new Date(at).toISOString();

export const unixSeconds = (at: Instant): number => Math.floor(at / secondMs);

const amsterdam = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Amsterdam",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/**
 * `YYYY-MM-DDTHH:MM:SS`, wall clock of Europe/Amsterdam without a zone suffix:
 * the form of every date in an order object (contract, README §5).
 */
export const toOrderTime = (at: Instant): string => amsterdam.format(at).replace(" ", "T");

/** The next midnight of Europe/Amsterdam after `at`: when the nightly run of refunds begins. */
export function nextMidnight(at: Instant): Instant {
  const date = toOrderTime(at).slice(0, 10);
  // A day has 23 to 25 hours there: the first full hour whose date differs is that midnight.
  for (let hour = 1; hour <= 25; hour += 1) {
    const candidate = instant(Math.floor(at / hourMs) * hourMs + hour * hourMs);
    if (toOrderTime(candidate).slice(0, 10) !== date) return candidate;
  }
  throw new Error("a day without midnight");
}

/**
 * What filters may hold (contract, README §5): `YYYY-MM-DDTHH:MM:SS` or
 * `YYYY-MM-DD` in the wall clock of Europe/Amsterdam, or unix seconds. Null for
 * anything else, and for years before 1000, which databases write in other ways. An hour that the clock skips or repeats counts as winter time.
 */
export function parseOrderTime(text: string): Instant | null {
  if (/^\d{9,11}$/.test(text)) return instant(Number(text) * secondMs);
  const match = /^([1-9]\d{3}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?$/.exec(text);
  if (match === null) return null;
  const wall = `${match[1]}T${match[2] ?? "00:00:00"}`;
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  const candidates = [asUtc - 2 * hourMs, asUtc - hourMs].map(instant);
  return candidates.findLast((candidate) => toOrderTime(candidate) === wall) ?? instant(asUtc - hourMs);
}
