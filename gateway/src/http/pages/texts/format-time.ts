import type { Instant } from "#domain/time.ts";
import { languageTag } from "./language.ts";

/** A time as people of that locale write it, by the clock of Amsterdam and with the name of its zone. */
export const formatTime = (at: Instant, locale: string): string =>
  new Intl.DateTimeFormat(languageTag(locale), {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZone: "Europe/Amsterdam",
    timeZoneName: "short",
  }).format(at);
