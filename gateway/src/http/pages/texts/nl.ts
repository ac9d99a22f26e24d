import { cartNl } from "./cart/nl.ts";
import { cardNl } from "./card/nl.ts";
import { checkoutNl } from "./checkout/nl.ts";
import { guardNl } from "./guard/nl.ts";
import type { Texts } from "./en.ts";
import { paymentLinkNl } from "./payment-link/nl.ts";
import { retryNl } from "./retry/nl.ts";
import { mailNl } from "./mail/nl.ts";

/** Dutch, in the polite form that Dutch shops and banks use. */
export const nl: Texts = {
  languageName: "Nederlands",
  defaultLocale: "nl_NL",
  htmlLang: "nl",

  summary: {
    heading: "Overzicht van uw bestelling",
    description: "Omschrijving",
    orderId: "Bestelnummer",
    items: "Artikelen",
    paidBefore: "Betaald met cadeaukaart",
    noCharge: "Er wordt niets afgeschreven. We controleren alleen of uw kaart werkt.",
  },
  testMode: {
    line: "Testmodus: geen echte betaling",
    cards: "Testkaarten",
    cardsHint: "Elke naam, elke datum in de toekomst, elke CVC-code.",
    approved: "Goedgekeurd",
    insufficientFunds: "Geweigerd: onvoldoende saldo",
  },
  card: {
    title: (shop) => `Betalen aan ${shop}`,
    heading: "Betalen met kaart",
    acceptedBrands: "Geaccepteerde kaarten",
    cardNumber: "Kaartnummer",
    holderName: "Naam op de kaart",
    expiry: "Vervaldatum",
    expiryFormat: "MM / JJ",
    cvc: "CVC-code",
    cvcHint: "3 cijfers op de achterkant",
    cvcHintAmex: "4 cijfers op de voorkant",
    pay: (amount) => `${amount} betalen`,
    confirmCard: "Kaart bevestigen",
    busy: "Een ogenblik…",
    cancel: "Betaling annuleren",
    privacy: (shop) => `${shop} krijgt uw kaartgegevens niet te zien.`,
    errorSummary: "Controleer uw gegevens",
  },
  cardErrors: {
    ...cardNl.errors,
    "card-number-missing": "Vul uw kaartnummer in",
    "card-number-invalid": "Dit kaartnummer klopt niet. Controleer de cijfers",
    "card-brand-unsupported": "Dit soort kaart wordt hier niet geaccepteerd. Gebruik een andere kaart",
    "holder-name-missing": "Vul de naam in zoals die op uw kaart staat",
    "holder-name-invalid": "Deze naam is te lang of bevat tekens die we niet kunnen gebruiken",
    "expiry-missing": "Vul de vervaldatum in",
    "expiry-invalid": "Vul maand en jaar in, zoals 08\u00a0/\u00a030",
    "card-expired": "Deze kaart is verlopen. Gebruik een andere kaart",
    "cvc-missing": "Vul de CVC-code in",
    "cvc-invalid": "Vul de 3 cijfers op de achterkant van de kaart in (American Express: 4 op de voorkant)",
    "temporarily-unavailable": "We kunnen uw betaling nu niet verwerken. Probeer het zo meteen opnieuw",
    "too-many-cards": guardNl.tooManyCards,
  },
  cart: cartNl,
  cardForm: cardNl,
  checkout: checkoutNl,
  paymentLink: paymentLinkNl,
  retry: retryNl,
  mail: mailNl,
  provider: {
    heading: (method: string) => `Betaal met ${method}`,
    choose: "Kies hoe u wilt betalen",
    otherWays: "Andere betaalwijzen",
    proceed: (method: string) => `Verder naar ${method}`,
    confirm: (amount: string) => `Bevestig betaling van ${amount}`,
    chooseAnother: "Kies een andere betaalwijze",
    payWithApp: "Betaal met de Bancontact-app",
    names: {
      BANKTRANS: "Bankoverschrijving",
      DIRDEB: "SEPA-incasso",
      EINVOICE: "Factuur",
      PAYAFTER: "Betaal na ontvangst",
    },
    fields: {
      account_holder_name: "Naam van de rekeninghouder",
      account_holder_iban: "IBAN",
      birthday: "Geboortedatum",
      phone: "Telefoonnummer",
      email: "E-mailadres",
    },
    optional: (field) => `${field} (niet verplicht)`,
    ibanHint: "Het staat op uw bankpas, bijvoorbeeld NL91 ABNA 0417 1643 00",
    birthdayHint: "Bijvoorbeeld 31-12-1990",
    errors: {
      account_holder_name: "Vul de naam van de rekeninghouder in",
      account_holder_iban: "Vul een geldig IBAN in",
      birthday: "Vul uw geboortedatum in, bijvoorbeeld 31-12-1990",
      phone: "Vul uw telefoonnummer in",
      email: "Vul uw e-mailadres in",
    },
    mandateForLater: (shop: string) =>
      `Met uw bevestiging geeft u ${shop} toestemming om dit bedrag nu van uw rekening af te schrijven, en later de bedragen die u met ${shop} hebt afgesproken.`,
    mandate: (shop: string) =>
      `Met uw bevestiging geeft u ${shop} toestemming om dit bedrag eenmalig van uw rekening af te schrijven.`,
  },
  atProvider: {
    heading: (method: string) => `Rond uw betaling met ${method} af`,
    sentence: "Uw betaling is daar gestart. U kunt verdergaan of de betaling annuleren.",
  },
  transfer: {
    heading: "Maak het bedrag over",
    sentence:
      "Maak het bedrag over naar de rekening hieronder. Vermeld het kenmerk, zodat we weten dat het uw betaling is.",
    amount: "Bedrag",
    holder: "Naam ontvanger",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Kenmerk",
  },
  method: {
    heading: "Uw betaling wordt voorbereid",
    sentence: "We maken een veilige verbinding met uw bank. Dit duurt een paar seconden.",
    frame: "Verbinding met uw bank",
    proceed: "Doorgaan",
  },
  challenge: {
    heading: "Bevestig bij uw bank",
    sentence:
      "Uw bank wil zeker weten dat u het bent. Bevestig de betaling daar, dan komt u meteen hier terug.",
    proceed: "Naar uw bank",
  },
  waiting: {
    heading: "We bevestigen uw betaling",
    sentence: "Dit duurt meestal een paar seconden. Betaal niet nog een keer.",
    refresh: "Opnieuw controleren",
  },
  result: {
    completed: {
      heading: "Betaling gelukt",
      sentence: (shop) => `Bedankt. ${shop} heeft uw betaling ontvangen.`,
    },
    pending: {
      heading: "Uw betaling wordt verwerkt",
      sentence: (shop) => `U hoeft niets meer te doen. ${shop} krijgt bericht zodra de betaling is verwerkt.`,
    },
    declined: {
      heading: "De betaling is niet gelukt",
      sentence: (shop) =>
        `Uw bank heeft deze betaling niet goedgekeurd; ${shop} heeft geen geld ontvangen. Probeer het met een andere kaart of vraag uw bank naar de reden.`,
    },
    cancelled: {
      heading: "Betaling geannuleerd",
      sentence: (shop) => `U hebt deze betaling geannuleerd. ${shop} heeft geen geld ontvangen.`,
    },
    expired: {
      heading: "De tijd om te betalen is voorbij",
      sentence: (shop) => `Deze betaling is niet meer geldig. Ga terug naar ${shop} om opnieuw te bestellen.`,
    },
    mayClose: "U kunt dit venster sluiten.",
  },
  linkGone: {
    used: {
      heading: "Deze betaallink is al gebruikt",
      sentence: "Uw betaling is al afgehandeld. U hoeft niets te doen en betaalt niet dubbel.",
    },
    closed: {
      heading: "Deze betaallink is niet meer geldig",
      sentence:
        "Deze betaling is niet gedaan en er is niets afgeschreven. Ga terug naar de winkel om opnieuw te bestellen.",
    },
    expired: {
      heading: "Deze betaallink is verlopen",
      sentence: "De tijd om te betalen is voorbij. Ga terug naar de winkel om opnieuw te bestellen.",
    },
    unknown: {
      heading: "We kennen deze betaallink niet",
      sentence: "Controleer of het adres compleet is, of ga terug naar de winkel en probeer het opnieuw.",
    },
  },
  error: {
    "cross-site": guardNl.crossSite,
    "bad-request": {
      heading: "Dit konden we niet lezen",
      sentence: "Er ontbrak iets in wat uw browser stuurde. Ga terug naar de winkel en probeer het opnieuw.",
    },
    "too-many": {
      heading: "Dat ging iets te snel",
      sentence: "We kregen veel aanvragen van uw verbinding. Wacht een minuut en probeer het opnieuw.",
    },
    unavailable: {
      heading: "Er ging bij ons iets mis",
      sentence:
        "Wacht een minuut en probeer het opnieuw. Hebt u net betaald? Vraag het dan eerst na bij de winkel.",
    },
    "not-found": {
      heading: "Deze pagina bestaat niet",
      sentence: "Controleer of het adres compleet is, of ga terug naar de winkel.",
    },
    incident: "Referentie voor de klantenservice",
  },
  backToShop: (shop) => `Terug naar ${shop}`,
  backToTheShop: "Terug naar de winkel",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Taal",
  securePage: "Veilig betalen",
};
