import { cartPl } from "./cart/pl.ts";
import { cardPl } from "./card/pl.ts";
import { checkoutPl } from "./checkout/pl.ts";
import { guardPl } from "./guard/pl.ts";
import type { Texts } from "./en.ts";
import { paymentLinkPl } from "./payment-link/pl.ts";
import { retryPl } from "./retry/pl.ts";
import { mailPl } from "./mail/pl.ts";

/** Polish. The names of shops stand where they need no ending. */
export const pl: Texts = {
  languageName: "Polski",
  defaultLocale: "pl_PL",
  htmlLang: "pl",

  summary: {
    heading: "Podsumowanie zamówienia",
    description: "Opis",
    orderId: "Numer zamówienia",
    items: "Produkty",
    paidBefore: "Zapłacono kartą podarunkową",
    noCharge: "Nie pobieramy żadnych środków. Sprawdzamy tylko, czy karta działa.",
  },
  testMode: {
    line: "Tryb testowy: bez prawdziwej płatności",
    cards: "Karty testowe",
    cardsHint: "Dowolne imię i\u00a0nazwisko, dowolna przyszła data, dowolny kod CVC.",
    approved: "Zaakceptowana",
    insufficientFunds: "Odrzucona: brak środków",
  },
  card: {
    title: (shop) => `Płatność dla ${shop}`,
    heading: "Płatność kartą",
    acceptedBrands: "Akceptowane karty",
    cardNumber: "Numer karty",
    holderName: "Imię i\u00a0nazwisko na karcie",
    expiry: "Data ważności",
    expiryFormat: "MM / RR",
    cvc: "Kod CVC",
    cvcHint: "3 cyfry z\u00a0tyłu karty",
    cvcHintAmex: "4 cyfry z\u00a0przodu karty",
    pay: (amount) => `Zapłać ${amount}`,
    confirmCard: "Potwierdź kartę",
    busy: "Chwileczkę…",
    cancel: "Anuluj płatność",
    privacy: (shop) => `Sklep ${shop} nie zobaczy danych Twojej karty.`,
    errorSummary: "Sprawdź wprowadzone dane",
  },
  cardErrors: {
    ...cardPl.errors,
    "card-number-missing": "Wpisz numer karty",
    "card-number-invalid": "Numer karty jest nieprawidłowy. Sprawdź cyfry",
    "card-brand-unsupported": "Ten rodzaj karty nie jest tu akceptowany. Użyj innej karty",
    "holder-name-missing": "Wpisz imię i\u00a0nazwisko tak, jak na karcie",
    "holder-name-invalid": "Imię i\u00a0nazwisko są za długie lub zawierają niedozwolone znaki",
    "expiry-missing": "Wpisz datę ważności",
    "expiry-invalid": "Wpisz miesiąc i\u00a0rok, na przykład 08\u00a0/\u00a030",
    "card-expired": "Karta straciła ważność. Użyj innej karty",
    "cvc-missing": "Wpisz kod CVC",
    "cvc-invalid": "Wpisz 3 cyfry z\u00a0tyłu karty (American Express: 4 cyfry z\u00a0przodu)",
    "temporarily-unavailable": "Nie możemy teraz przyjąć płatności. Spróbuj ponownie za chwilę",
    "too-many-cards": guardPl.tooManyCards,
  },
  cart: cartPl,
  cardForm: cardPl,
  checkout: checkoutPl,
  paymentLink: paymentLinkPl,
  retry: retryPl,
  mail: mailPl,
  provider: {
    heading: (method: string) => `Płatność: ${method}`,
    choose: "Wybierz sposób płatności",
    otherWays: "Inne sposoby płatności",
    proceed: (method: string) => `Przejdź do ${method}`,
    confirm: (amount: string) => `Potwierdź płatność ${amount}`,
    chooseAnother: "Wybierz inny sposób płatności",
    payWithApp: "Zapłać w\u00a0aplikacji Bancontact",
    names: {
      BANKTRANS: "Przelew bankowy",
      DIRDEB: "Polecenie zapłaty SEPA",
      EINVOICE: "Faktura",
      PAYAFTER: "Płatność po dostawie",
    },
    fields: {
      account_holder_name: "Imię i\u00a0nazwisko posiadacza rachunku",
      account_holder_iban: "Numer IBAN",
      birthday: "Data urodzenia",
      phone: "Numer telefonu",
      email: "Adres e-mail",
    },
    optional: (field) => `${field} (opcjonalnie)`,
    ibanHint: "Znajdziesz go w\u00a0bankowości internetowej, na przykład PL61 1090 1014 0000 0712 1981 2874",
    birthdayHint: "Na przykład 31.12.1990",
    errors: {
      account_holder_name: "Wpisz imię i\u00a0nazwisko posiadacza rachunku",
      account_holder_iban: "Wpisz prawidłowy numer IBAN",
      birthday: "Wpisz datę urodzenia, na przykład 31.12.1990",
      phone: "Wpisz numer telefonu",
      email: "Wpisz adres e-mail",
    },
    mandateForLater: (shop: string) =>
      `Potwierdzając, upoważniasz sklep ${shop} do pobrania z\u00a0Twojego rachunku tej kwoty teraz, a\u00a0później kwot uzgodnionych z\u00a0tym sklepem.`,
    mandate: (shop: string) =>
      `Potwierdzając, upoważniasz sklep ${shop} do jednorazowego pobrania tej kwoty z\u00a0Twojego rachunku.`,
  },
  atProvider: {
    heading: (method: string) => `Dokończ płatność: ${method}`,
    sentence: "Płatność została tam rozpoczęta. Możesz ją kontynuować lub anulować.",
  },
  transfer: {
    heading: "Wykonaj przelew",
    sentence:
      "Przelej kwotę na poniższy rachunek. Wpisz podany tytuł przelewu, abyśmy mogli rozpoznać Twoją płatność.",
    amount: "Kwota",
    holder: "Odbiorca",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Tytuł przelewu",
  },
  method: {
    heading: "Przygotowujemy płatność",
    sentence: "Nawiązujemy bezpieczne połączenie z\u00a0Twoim bankiem. Potrwa to kilka sekund.",
    frame: "Połączenie z\u00a0Twoim bankiem",
    proceed: "Dalej",
  },
  challenge: {
    heading: "Potwierdź płatność w\u00a0banku",
    sentence: "Bank chce się upewnić, że to Ty. Potwierdź tam płatność, a\u00a0od razu wrócisz na tę stronę.",
    proceed: "Przejdź do banku",
  },
  waiting: {
    heading: "Potwierdzamy płatność",
    sentence: "Zwykle trwa to kilka sekund. Nie płać ponownie.",
    refresh: "Sprawdź ponownie",
  },
  result: {
    completed: {
      heading: "Płatność zakończona",
      sentence: (shop) => `Dziękujemy. Sklep ${shop} otrzymał Twoją płatność.`,
    },
    pending: {
      heading: "Płatność jest przetwarzana",
      sentence: (shop) =>
        `Nie musisz już nic robić. Poinformujemy sklep ${shop}, gdy płatność zostanie przetworzona.`,
    },
    declined: {
      heading: "Płatność nie powiodła się",
      sentence: (shop) =>
        `Bank nie zatwierdził tej płatności i\u00a0sklep ${shop} nie otrzymał pieniędzy. Spróbuj użyć innej karty lub zapytaj bank o\u00a0przyczynę.`,
    },
    cancelled: {
      heading: "Płatność anulowana",
      sentence: (shop) => `Ta płatność została anulowana. Sklep ${shop} nie otrzymał pieniędzy.`,
    },
    expired: {
      heading: "Czas na płatność minął",
      sentence: (shop) =>
        `Tej płatności nie można już wykonać. Wróć do sklepu ${shop}, aby złożyć nowe zamówienie.`,
    },
    mayClose: "Możesz zamknąć to okno.",
  },
  linkGone: {
    used: {
      heading: "Ten link do płatności został już użyty",
      sentence: "Płatność została już obsłużona. Nie musisz nic robić i\u00a0nie zapłacisz dwa razy.",
    },
    closed: {
      heading: "Ten link do płatności stracił ważność",
      sentence:
        "Płatność nie została wykonana i\u00a0nie pobrano pieniędzy. Wróć do sklepu, aby złożyć nowe zamówienie.",
    },
    expired: {
      heading: "Ten link do płatności wygasł",
      sentence: "Czas na płatność już minął. Wróć do sklepu, aby złożyć nowe zamówienie.",
    },
    unknown: {
      heading: "Nie rozpoznajemy tego linku do płatności",
      sentence: "Sprawdź, czy adres jest pełny, albo wróć do sklepu i\u00a0spróbuj ponownie.",
    },
  },
  error: {
    "cross-site": guardPl.crossSite,
    "bad-request": {
      heading: "Nie udało się odczytać żądania",
      sentence: "W\u00a0danych z\u00a0przeglądarki czegoś zabrakło. Wróć do sklepu i\u00a0spróbuj ponownie.",
    },
    "too-many": {
      heading: "Trochę za szybko",
      sentence:
        "Otrzymaliśmy wiele żądań z\u00a0Twojego połączenia. Odczekaj minutę i\u00a0spróbuj ponownie.",
    },
    unavailable: {
      heading: "Po naszej stronie wystąpił błąd",
      sentence:
        "Odczekaj minutę i\u00a0spróbuj ponownie. Jeśli płatność była właśnie wykonana, zapytaj o\u00a0nią w\u00a0sklepie, zanim zapłacisz jeszcze raz.",
    },
    "not-found": {
      heading: "Ta strona nie istnieje",
      sentence: "Sprawdź, czy adres jest pełny, albo wróć do sklepu.",
    },
    incident: "Numer dla działu obsługi klienta",
  },
  backToShop: (shop) => `Wróć do sklepu ${shop}`,
  backToTheShop: "Wróć do sklepu",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Język",
  securePage: "Bezpieczna płatność",
};
