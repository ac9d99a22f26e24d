import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in German. */
export const retryDe: RetryTexts = {
  again: "Erneut versuchen",
  nothingPaid: (shop) => `${shop} hat kein Geld erhalten.`,
  causes: {
    "insufficient-funds": "Auf der Karte oder dem Konto war nicht genug Geld.",
    "card-expired": "Diese Karte ist abgelaufen. Verwenden Sie bitte eine andere Karte.",
    "not-confirmed": "Ihre Bank konnte nicht bestätigen, dass Sie es waren.",
    "not-finished": "Die Bestätigung bei Ihrer Bank wurde abgebrochen.",
    "too-often": "Diese Karte wurde zu oft versucht. Warten Sie etwas, oder verwenden Sie eine andere Karte.",
    technical: "Ihre Bank war gerade nicht erreichbar.",
    underpaid: "Es wurde weniger als der volle Betrag bezahlt. Sie erhalten ihn zurück.",
  },
  expired: "Die Zahlung wurde nicht rechtzeitig abgeschlossen. Sie können neu beginnen.",
};
