import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Finnish. */
export const retryFi: RetryTexts = {
  again: "Yritä uudelleen",
  nothingPaid: (shop) => `${shop} ei ole saanut rahaa.`,
  causes: {
    "insufficient-funds": "Kortilla tai tilillä ei ollut tarpeeksi rahaa.",
    "card-expired": "Kortti on vanhentunut. Käytä toista korttia.",
    "not-confirmed": "Pankkisi ei pystynyt vahvistamaan henkilöllisyyttäsi.",
    "not-finished": "Vahvistus pankissasi peruutettiin.",
    "too-often": "Korttia on yritetty käyttää liian monta kertaa. Odota hetki tai käytä toista korttia.",
    technical: "Pankkiisi ei juuri nyt saatu yhteyttä.",
    underpaid: "Maksettiin vähemmän kuin koko summa. Saat rahat takaisin.",
  },
  expired: "Maksua ei tehty loppuun ajoissa. Voit aloittaa alusta.",
};
