import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Dutch. */
export const retryNl: RetryTexts = {
  again: "Opnieuw proberen",
  nothingPaid: (shop) => `${shop} heeft geen geld ontvangen.`,
  causes: {
    "insufficient-funds": "Er stond niet genoeg geld op de kaart of rekening.",
    "card-expired": "Deze kaart is verlopen. Gebruik een andere kaart.",
    "not-confirmed": "Uw bank kon niet bevestigen dat u het was.",
    "not-finished": "De bevestiging bij uw bank is geannuleerd.",
    "too-often": "Deze kaart is te vaak geprobeerd. Wacht even of gebruik een andere kaart.",
    technical: "Uw bank was even niet bereikbaar.",
    underpaid: "Er is minder dan het hele bedrag betaald. U krijgt uw geld terug.",
  },
  expired: "De betaling is niet op tijd afgerond. U kunt opnieuw beginnen.",
};
