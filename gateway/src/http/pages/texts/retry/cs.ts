import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Czech. */
export const retryCs: RetryTexts = {
  again: "Zkusit znovu",
  nothingPaid: (shop) => `Obchod ${shop} neobdržel žádné peníze.`,
  causes: {
    "insufficient-funds": "Na kartě nebo účtu nebyl dostatek peněz.",
    "card-expired": "Platnost karty vypršela. Použijte jinou kartu.",
    "not-confirmed": "Vaše banka nemohla ověřit, že jste to vy.",
    "not-finished": "Potvrzení ve vaší bance bylo zrušeno.",
    "too-often":
      "S\u00a0touto kartou proběhlo příliš mnoho pokusů. Chvíli počkejte, nebo použijte jinou kartu.",
    technical: "S\u00a0vaší bankou se právě nepodařilo spojit.",
    underpaid: "Bylo zaplaceno méně než celá částka. Peníze vám budou vráceny.",
  },
  expired: "Platba nebyla dokončena včas. Můžete začít znovu.",
};
