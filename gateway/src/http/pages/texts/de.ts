import { cartDe } from "./cart/de.ts";
import { cardDe } from "./card/de.ts";
import { checkoutDe } from "./checkout/de.ts";
import { guardDe } from "./guard/de.ts";
import type { Texts } from "./en.ts";
import { paymentLinkDe } from "./payment-link/de.ts";
import { retryDe } from "./retry/de.ts";
import { mailDe } from "./mail/de.ts";

/** German, for Germany, Austria and Switzerland alike. */
export const de: Texts = {
  languageName: "Deutsch",
  defaultLocale: "de_DE",
  htmlLang: "de",

  summary: {
    heading: "Ihre Bestellung",
    description: "Beschreibung",
    orderId: "Bestellnummer",
    items: "Artikel",
    paidBefore: "Mit Geschenkkarte bezahlt",
    noCharge: "Es wird nichts abgebucht. Wir prüfen nur, ob Ihre Karte funktioniert.",
  },
  testMode: {
    line: "Testmodus: keine echte Zahlung",
    cards: "Testkarten",
    cardsHint: "Beliebiger Name, beliebiges Datum in der Zukunft, beliebige Prüfnummer.",
    approved: "Genehmigt",
    insufficientFunds: "Abgelehnt: keine ausreichende Deckung",
  },
  card: {
    title: (shop) => `Zahlung an ${shop}`,
    heading: "Mit Karte bezahlen",
    acceptedBrands: "Akzeptierte Karten",
    cardNumber: "Kartennummer",
    holderName: "Name auf der Karte",
    expiry: "Gültig bis",
    expiryFormat: "MM / JJ",
    cvc: "Prüfnummer",
    cvcHint: "3 Ziffern auf der Rückseite",
    cvcHintAmex: "4 Ziffern auf der Vorderseite",
    pay: (amount) => `${amount} bezahlen`,
    confirmCard: "Karte bestätigen",
    busy: "Einen Moment…",
    cancel: "Zahlung abbrechen",
    privacy: (shop) => `${shop} bekommt Ihre Kartendaten nicht zu sehen.`,
    errorSummary: "Bitte prüfen Sie Ihre Angaben",
  },
  cardErrors: {
    ...cardDe.errors,
    "card-number-missing": "Geben Sie Ihre Kartennummer ein",
    "card-number-invalid": "Diese Kartennummer stimmt nicht. Prüfen Sie die Ziffern",
    "card-brand-unsupported": "Diese Kartenart wird hier nicht akzeptiert. Verwenden Sie eine andere Karte",
    "holder-name-missing": "Geben Sie den Namen ein, wie er auf der Karte steht",
    "holder-name-invalid": "Dieser Name ist zu lang oder enthält Zeichen, die wir nicht verwenden können",
    "expiry-missing": "Geben Sie das Ablaufdatum ein",
    "expiry-invalid": "Geben Sie Monat und Jahr ein, zum Beispiel 08\u00a0/\u00a030",
    "card-expired": "Diese Karte ist abgelaufen. Verwenden Sie eine andere Karte",
    "cvc-missing": "Geben Sie die Prüfnummer ein",
    "cvc-invalid":
      "Geben Sie die 3 Ziffern auf der Kartenrückseite ein (American Express: 4 auf der Vorderseite)",
    "temporarily-unavailable":
      "Wir können Ihre Zahlung gerade nicht annehmen. Versuchen Sie es gleich noch einmal",
    "too-many-cards": guardDe.tooManyCards,
  },
  cart: cartDe,
  cardForm: cardDe,
  checkout: checkoutDe,
  paymentLink: paymentLinkDe,
  retry: retryDe,
  mail: mailDe,
  provider: {
    heading: (method: string) => `Mit ${method} bezahlen`,
    choose: "Wählen Sie, wie Sie bezahlen möchten",
    otherWays: "Andere Zahlungsarten",
    proceed: (method: string) => `Weiter zu ${method}`,
    confirm: (amount: string) => `Zahlung von ${amount} bestätigen`,
    chooseAnother: "Andere Zahlungsart wählen",
    payWithApp: "Mit der Bancontact-App bezahlen",
    names: {
      BANKTRANS: "Überweisung",
      DIRDEB: "SEPA-Lastschrift",
      EINVOICE: "Rechnung",
      PAYAFTER: "Zahlung nach Erhalt",
    },
    fields: {
      account_holder_name: "Name des Kontoinhabers",
      account_holder_iban: "IBAN",
      birthday: "Geburtsdatum",
      phone: "Telefonnummer",
      email: "E-Mail-Adresse",
    },
    optional: (field) => `${field} (optional)`,
    ibanHint: "Sie steht auf Ihrer Bankkarte, zum Beispiel DE89 3704 0044 0532 0130 00",
    birthdayHint: "Zum Beispiel 31.12.1990",
    errors: {
      account_holder_name: "Geben Sie den Namen des Kontoinhabers ein",
      account_holder_iban: "Geben Sie eine gültige IBAN ein",
      birthday: "Geben Sie Ihr Geburtsdatum ein, zum Beispiel 31.12.1990",
      phone: "Geben Sie Ihre Telefonnummer ein",
      email: "Geben Sie Ihre E-Mail-Adresse ein",
    },
    mandateForLater: (shop: string) =>
      `Mit Ihrer Bestätigung ermächtigen Sie ${shop}, diesen Betrag jetzt von Ihrem Konto einzuziehen und später die Beträge, die Sie mit ${shop} vereinbart haben.`,
    mandate: (shop: string) =>
      `Mit Ihrer Bestätigung ermächtigen Sie ${shop}, diesen Betrag einmalig von Ihrem Konto einzuziehen.`,
  },
  atProvider: {
    heading: (method: string) => `Zahlung mit ${method} abschließen`,
    sentence: "Ihre Zahlung wurde dort begonnen. Sie können sie fortsetzen oder abbrechen.",
  },
  transfer: {
    heading: "Betrag überweisen",
    sentence:
      "Überweisen Sie den Betrag auf das Konto unten. Geben Sie den Verwendungszweck an, damit wir Ihre Zahlung erkennen.",
    amount: "Betrag",
    holder: "Empfänger",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Verwendungszweck",
  },
  method: {
    heading: "Ihre Zahlung wird vorbereitet",
    sentence: "Wir stellen eine sichere Verbindung zu Ihrer Bank her. Das dauert einige Sekunden.",
    frame: "Verbindung zu Ihrer Bank",
    proceed: "Weiter",
  },
  challenge: {
    heading: "Bei Ihrer Bank bestätigen",
    sentence:
      "Ihre Bank möchte sichergehen, dass Sie es sind. Bestätigen Sie die Zahlung dort; danach geht es gleich hier weiter.",
    proceed: "Weiter zu Ihrer Bank",
  },
  waiting: {
    heading: "Wir bestätigen Ihre Zahlung",
    sentence: "Das dauert meist nur einige Sekunden. Bitte bezahlen Sie nicht noch einmal.",
    refresh: "Erneut prüfen",
  },
  result: {
    completed: {
      heading: "Zahlung erfolgreich",
      sentence: (shop) => `Vielen Dank. ${shop} hat Ihre Zahlung erhalten.`,
    },
    pending: {
      heading: "Ihre Zahlung wird bearbeitet",
      sentence: (shop) =>
        `Sie müssen nichts mehr tun. ${shop} erfährt von uns, sobald die Zahlung abgeschlossen ist.`,
    },
    declined: {
      heading: "Ihre Zahlung war nicht erfolgreich",
      sentence: (shop) =>
        `Ihre Bank hat diese Zahlung nicht genehmigt; ${shop} hat kein Geld erhalten. Versuchen Sie es mit einer anderen Karte oder fragen Sie Ihre Bank nach dem Grund.`,
    },
    cancelled: {
      heading: "Zahlung abgebrochen",
      sentence: (shop) => `Sie haben diese Zahlung abgebrochen. ${shop} hat kein Geld erhalten.`,
    },
    expired: {
      heading: "Die Zeit zum Bezahlen ist abgelaufen",
      sentence: (shop) =>
        `Diese Zahlung ist nicht mehr offen. Gehen Sie zurück zu ${shop}, um neu zu bestellen.`,
    },
    mayClose: "Sie können dieses Fenster schließen.",
  },
  linkGone: {
    used: {
      heading: "Dieser Zahlungslink wurde schon benutzt",
      sentence: "Ihre Zahlung ist bereits bearbeitet. Sie müssen nichts tun und zahlen nicht doppelt.",
    },
    closed: {
      heading: "Dieser Zahlungslink ist nicht mehr gültig",
      sentence:
        "Diese Zahlung wurde nicht ausgeführt und es wurde nichts abgebucht. Gehen Sie zurück zum Shop, um neu zu bestellen.",
    },
    expired: {
      heading: "Dieser Zahlungslink ist abgelaufen",
      sentence: "Die Zeit zum Bezahlen ist vorbei. Gehen Sie zurück zum Shop, um neu zu bestellen.",
    },
    unknown: {
      heading: "Wir kennen diesen Zahlungslink nicht",
      sentence:
        "Prüfen Sie, ob die Adresse vollständig ist, oder gehen Sie zurück zum Shop und versuchen Sie es erneut.",
    },
  },
  error: {
    "cross-site": guardDe.crossSite,
    "bad-request": {
      heading: "Das konnten wir nicht lesen",
      sentence:
        "In der Anfrage Ihres Browsers fehlte etwas. Gehen Sie zurück zum Shop und versuchen Sie es erneut.",
    },
    "too-many": {
      heading: "Das ging etwas zu schnell",
      sentence:
        "Über Ihre Verbindung kamen sehr viele Anfragen. Warten Sie eine Minute und versuchen Sie es erneut.",
    },
    unavailable: {
      heading: "Bei uns ist etwas schiefgegangen",
      sentence:
        "Warten Sie eine Minute und versuchen Sie es erneut. Haben Sie gerade bezahlt? Dann fragen Sie zuerst beim Shop nach.",
    },
    "not-found": {
      heading: "Diese Seite gibt es nicht",
      sentence: "Prüfen Sie, ob die Adresse vollständig ist, oder gehen Sie zurück zum Shop.",
    },
    incident: "Referenz für den Kundendienst",
  },
  backToShop: (shop) => `Zurück zu ${shop}`,
  backToTheShop: "Zurück zum Shop",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Sprache",
  securePage: "Sichere Zahlung",
};
