import type { GuardTexts } from "./en.ts";

export const guardDe: GuardTexts = {
  tooManyCards:
    "Hier wurden zu viele Karten ausprobiert. Warten Sie ein paar Minuten, bevor Sie es erneut versuchen",
  crossSite: {
    heading: "Das kam nicht von unserer Seite",
    sentence:
      "Eine andere Website hat dies in Ihrem Namen gesendet, deshalb haben wir nichts ausgeführt. Öffnen Sie den Zahlungslink erneut und bezahlen Sie dort.",
  },
};
