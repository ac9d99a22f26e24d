import type { GuardTexts } from "./en.ts";

export const guardCs: GuardTexts = {
  tooManyCards: "Zkusili jste příliš mnoho karet. Počkejte několik minut a\u00a0pak to zkuste znovu",
  crossSite: {
    heading: "Tento požadavek nepřišel z\u00a0naší stránky",
    sentence:
      "Odeslala ho za vás jiná webová stránka, proto jsme nic neprovedli. Otevřete platební odkaz znovu a\u00a0zaplaťte přímo tam.",
  },
};
