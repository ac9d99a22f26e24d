import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Danish. */
export const retryDa: RetryTexts = {
  again: "Prøv igen",
  nothingPaid: (shop) => `${shop} har ikke modtaget nogen penge.`,
  causes: {
    "insufficient-funds": "Der var ikke penge nok på kortet eller kontoen.",
    "card-expired": "Kortet er udløbet. Brug et andet kort.",
    "not-confirmed": "Din bank kunne ikke bekræfte, at det var dig.",
    "not-finished": "Bekræftelsen hos din bank blev annulleret.",
    "too-often": "Der er gjort for mange forsøg med kortet. Vent lidt, eller brug et andet kort.",
    technical: "Din bank kunne ikke nås lige nu.",
    underpaid: "Der blev betalt mindre end hele beløbet. Du får pengene tilbage.",
  },
  expired: "Betalingen blev ikke gennemført i tide. Du kan begynde forfra.",
};
