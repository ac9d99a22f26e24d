import type { GuardTexts } from "./en.ts";

export const guardSv: GuardTexts = {
  tooManyCards: "För många kort har provats här. Vänta några minuter innan du försöker igen",
  crossSite: {
    heading: "Det här kom inte från vår sida",
    sentence:
      "En annan webbplats skickade det åt dig, så vi har inte gjort något. Öppna betallänken igen och betala där.",
  },
};
