import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Swedish. */
export const retrySv: RetryTexts = {
  again: "Försök igen",
  nothingPaid: (shop) => `${shop} har inte fått några pengar.`,
  causes: {
    "insufficient-funds": "Det fanns inte tillräckligt med pengar på kortet eller kontot.",
    "card-expired": "Kortet har gått ut. Använd ett annat kort.",
    "not-confirmed": "Din bank kunde inte bekräfta att det var du.",
    "not-finished": "Bekräftelsen hos din bank avbröts.",
    "too-often": "För många försök har gjorts med kortet. Vänta en stund eller använd ett annat kort.",
    technical: "Din bank gick inte att nå just nu.",
    underpaid: "Mindre än hela beloppet betalades. Du får tillbaka pengarna.",
  },
  expired: "Betalningen blev inte klar i tid. Du kan börja om.",
};
