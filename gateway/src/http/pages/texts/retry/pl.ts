import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Polish. */
export const retryPl: RetryTexts = {
  again: "Spróbuj ponownie",
  nothingPaid: (shop) => `Sklep ${shop} nie otrzymał pieniędzy.`,
  causes: {
    "insufficient-funds": "Na karcie lub koncie nie było wystarczających środków.",
    "card-expired": "Ta karta straciła ważność. Użyj innej karty.",
    "not-confirmed": "Bank nie mógł potwierdzić Twojej tożsamości.",
    "not-finished": "Potwierdzenie w\u00a0banku zostało anulowane.",
    "too-often": "Tej karty próbowano użyć zbyt wiele razy. Poczekaj chwilę lub użyj innej karty.",
    technical: "Nie udało się teraz połączyć z\u00a0bankiem.",
    underpaid: "Zapłacono mniej niż całą kwotę. Pieniądze zostaną zwrócone.",
  },
  expired: "Płatność nie została dokończona na czas. Możesz zacząć od nowa.",
};
