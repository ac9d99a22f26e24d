import type { GuardTexts } from "./en.ts";

export const guardFi: GuardTexts = {
  tooManyCards: "Täällä on kokeiltu liian monta korttia. Odota muutama minuutti, ennen kuin yrität uudelleen",
  crossSite: {
    heading: "Tämä ei tullut meidän sivultamme",
    sentence:
      "Toinen verkkosivusto lähetti tämän puolestasi, joten emme tehneet mitään. Avaa maksulinkki uudelleen ja maksa siellä.",
  },
};
