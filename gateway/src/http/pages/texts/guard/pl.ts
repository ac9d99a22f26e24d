import type { GuardTexts } from "./en.ts";

export const guardPl: GuardTexts = {
  tooManyCards: "Wypróbowano tu zbyt wiele kart. Odczekaj kilka minut, zanim spróbujesz ponownie",
  crossSite: {
    heading: "To nie przyszło z\u00a0naszej strony",
    sentence:
      "Wysłała to w\u00a0Twoim imieniu inna witryna, dlatego niczego nie wykonaliśmy. Otwórz ponownie link do płatności i\u00a0zapłać tam.",
  },
};
