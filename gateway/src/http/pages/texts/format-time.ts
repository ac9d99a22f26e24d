import type { Instant } from "#domain/time.ts";
import { languageTag } from "./language.ts";

/** A time as people of that locale write it, by the clock of Amsterdam and with the name of its zone. */
export function formatTime(at: Instant, locale: string): string {
  const parts = new Intl.DateTimeFormat(languageTag(locale), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: "Europe/Amsterdam",
    timeZoneName: "short",
  }).formatToParts(at);
  const valueOf = (isZone: boolean): string =>
    parts
      .filter(({ type }) => (type === "timeZoneName") === isZone)
      .map(({ value }) => value)
      .join("");
  // Chinese would have the zone between day and hour.
  return `${valueOf(false).replaceAll("  ", " ").trim()} ${valueOf(true)}`;
}
