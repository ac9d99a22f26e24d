import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in German. */
export const retryDe: RetryTexts = {
  again: "Erneut versuchen",
  nothingPaid: (shop) => `${shop} hat kein Geld erhalten.`,
  causes: {
    "insufficient-funds": "Das Guthaben auf der Karte oder dem Konto reichte nicht aus.",
    "card-expired": "Diese Karte ist abgelaufen. Verwenden Sie eine andere Karte.",
    "not-confirmed": "Ihre Bank konnte nicht bestätigen, dass Sie es waren.",
    "not-finished": "Die Bestätigung bei Ihrer Bank wurde abgebrochen.",
    "too-often":
      "Mit dieser Karte wurde es zu oft versucht. Warten Sie etwas oder verwenden Sie eine andere Karte.",
    technical: "Ihre Bank war gerade nicht erreichbar.",
    underpaid: "Es wurde weniger als der volle Betrag bezahlt. Sie erhalten das Geld zurück.",
  },
  expired: "Die Zahlung wurde nicht rechtzeitig abgeschlossen. Sie können neu beginnen.",
};
