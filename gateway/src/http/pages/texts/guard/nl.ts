import type { GuardTexts } from "./en.ts";

export const guardNl: GuardTexts = {
  tooManyCards:
    "Er zijn hier te veel kaarten geprobeerd. Wacht een paar minuten voordat u het opnieuw probeert",
  crossSite: {
    heading: "Dit kwam niet van onze pagina",
    sentence:
      "Een andere website heeft dit namens u verstuurd, daarom hebben we niets gedaan. Open de betaallink opnieuw en betaal daar.",
  },
};
