import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Finnish. */
export const retryFi: RetryTexts = {
  again: "Yritä uudelleen",
  nothingPaid: (shop) => `${shop} ei ole saanut rahaa.`,
  causes: {
    "insufficient-funds": "Kortin tai tilin kate ei riittänyt.",
    "card-expired": "Kortti ei ole enää voimassa. Käytä toista korttia.",
    "not-confirmed": "Pankkisi ei pystynyt vahvistamaan henkilöllisyyttäsi.",
    "not-finished": "Vahvistus pankissasi peruutettiin.",
    "too-often": "Korttia on yritetty käyttää liian monta kertaa. Odota hetki tai käytä toista korttia.",
    technical: "Pankkiisi ei juuri nyt saatu yhteyttä.",
    underpaid: "Koko summaa ei maksettu. Saat rahat takaisin.",
  },
  expired: "Maksua ei tehty loppuun ajoissa. Voit aloittaa alusta.",
};
