import { cartSv } from "./cart/sv.ts";
import { cardSv } from "./card/sv.ts";
import { checkoutSv } from "./checkout/sv.ts";
import { guardSv } from "./guard/sv.ts";
import type { Texts } from "./en.ts";
import { paymentLinkSv } from "./payment-link/sv.ts";
import { retrySv } from "./retry/sv.ts";
import { mailSv } from "./mail/sv.ts";

/** Swedish, which says "du" to everybody. */
export const sv: Texts = {
  languageName: "Svenska",
  defaultLocale: "sv_SE",
  htmlLang: "sv",

  summary: {
    heading: "Din beställning",
    description: "Beskrivning",
    orderId: "Ordernummer",
    items: "Varor",
    paidBefore: "Betalt med presentkort",
    noCharge: "Inga pengar dras. Vi kontrollerar bara att ditt kort fungerar.",
  },
  testMode: {
    line: "Testläge: ingen riktig betalning",
    cards: "Testkort",
    cardsHint: "Valfritt namn, valfritt framtida datum, valfri säkerhetskod.",
    approved: "Godkänt",
    insufficientFunds: "Nekat: otillräckligt saldo",
  },
  card: {
    title: (shop) => `Betalning till ${shop}`,
    heading: "Betala med kort",
    acceptedBrands: "Kort som accepteras",
    cardNumber: "Kortnummer",
    holderName: "Namn på kortet",
    expiry: "Giltigt till",
    expiryFormat: "MM / ÅÅ",
    cvc: "Säkerhetskod",
    cvcHint: "3 siffror på baksidan",
    cvcHintAmex: "4 siffror på framsidan",
    pay: (amount) => `Betala ${amount}`,
    confirmCard: "Bekräfta kort",
    busy: "Ett ögonblick…",
    cancel: "Avbryt betalningen",
    privacy: (shop) => `${shop} får inte se dina kortuppgifter.`,
    errorSummary: "Kontrollera dina uppgifter",
  },
  cardErrors: {
    ...cardSv.errors,
    "card-number-missing": "Ange ditt kortnummer",
    "card-number-invalid": "Kortnumret stämmer inte. Kontrollera siffrorna",
    "card-brand-unsupported": "Den här typen av kort accepteras inte här. Använd ett annat kort",
    "holder-name-missing": "Ange namnet så som det står på kortet",
    "holder-name-invalid": "Namnet är för långt eller innehåller tecken som inte kan användas",
    "expiry-missing": "Ange kortets giltighetstid",
    "expiry-invalid": "Ange månad och år, till exempel 08\u00a0/\u00a030",
    "card-expired": "Kortet har gått ut. Använd ett annat kort",
    "cvc-missing": "Ange säkerhetskoden",
    "cvc-invalid": "Ange de 3 siffrorna på kortets baksida (American Express: 4 på framsidan)",
    "temporarily-unavailable": "Vi kan inte ta emot din betalning just nu. Försök igen om en stund",
    "too-many-cards": guardSv.tooManyCards,
  },
  cart: cartSv,
  cardForm: cardSv,
  checkout: checkoutSv,
  paymentLink: paymentLinkSv,
  retry: retrySv,
  mail: mailSv,
  provider: {
    heading: (method: string) => `Betala med ${method}`,
    choose: "Välj hur du vill betala",
    otherWays: "Andra betalsätt",
    proceed: (method: string) => `Fortsätt till ${method}`,
    confirm: (amount: string) => `Bekräfta betalning på ${amount}`,
    chooseAnother: "Välj ett annat betalsätt",
    payWithApp: "Betala med Bancontact-appen",
    names: {
      BANKTRANS: "Banköverföring",
      DIRDEB: "SEPA-autogiro",
      EINVOICE: "Faktura",
      PAYAFTER: "Betala efter leverans",
    },
    fields: {
      account_holder_name: "Kontohavarens namn",
      account_holder_iban: "IBAN",
      birthday: "Födelsedatum",
      phone: "Telefonnummer",
      email: "E-postadress",
    },
    optional: (field) => `${field} (valfritt)`,
    ibanHint: "Du hittar det i din internetbank, till exempel SE45 5000 0000 0583 9825 7466",
    birthdayHint: "Till exempel 1990-12-31",
    errors: {
      account_holder_name: "Ange kontohavarens namn",
      account_holder_iban: "Ange ett giltigt IBAN-nummer",
      birthday: "Ange ditt födelsedatum, till exempel 1990-12-31",
      phone: "Ange ditt telefonnummer",
      email: "Ange din e-postadress",
    },
    mandateForLater: (shop: string) =>
      `När du bekräftar ger du ${shop} tillåtelse att dra beloppet från ditt konto nu och senare de belopp som du har kommit överens om med ${shop}.`,
    mandate: (shop: string) =>
      `När du bekräftar ger du ${shop} tillåtelse att dra beloppet en gång från ditt konto.`,
  },
  atProvider: {
    heading: (method: string) => `Slutför din betalning med ${method}`,
    sentence: "Din betalning har påbörjats där. Du kan fortsätta med den eller avbryta den.",
  },
  transfer: {
    heading: "Överför beloppet",
    sentence: "Överför beloppet till kontot nedan. Ange referensen så att vi känner igen din betalning.",
    amount: "Belopp",
    holder: "Mottagare",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Referens",
  },
  method: {
    heading: "Din betalning förbereds",
    sentence: "Vi upprättar en säker anslutning till din bank. Det tar några sekunder.",
    frame: "Anslutning till din bank",
    proceed: "Fortsätt",
  },
  challenge: {
    heading: "Bekräfta hos din bank",
    sentence:
      "Din bank vill försäkra sig om att det är du. Bekräfta betalningen där, så kommer du strax tillbaka hit.",
    proceed: "Fortsätt till din bank",
  },
  waiting: {
    heading: "Vi bekräftar din betalning",
    sentence: "Det brukar ta några sekunder. Betala inte en gång till.",
    refresh: "Kontrollera igen",
  },
  result: {
    completed: {
      heading: "Betalningen är genomförd",
      sentence: (shop) => `Tack. ${shop} har tagit emot din betalning.`,
    },
    pending: {
      heading: "Din betalning behandlas",
      sentence: (shop) => `Du behöver inte göra något mer. ${shop} får besked så snart den är klar.`,
    },
    declined: {
      heading: "Betalningen gick inte igenom",
      sentence: (shop) =>
        `Din bank godkände inte betalningen och ${shop} har inte fått några pengar. Försök med ett annat kort eller fråga din bank om orsaken.`,
    },
    cancelled: {
      heading: "Betalningen är avbruten",
      sentence: (shop) => `Du har avbrutit betalningen. ${shop} har inte fått några pengar.`,
    },
    expired: {
      heading: "Tiden för att betala har gått ut",
      sentence: (shop) =>
        `Den här betalningen kan inte längre genomföras. Gå tillbaka till ${shop} för att beställa igen.`,
    },
    mayClose: "Du kan stänga det här fönstret.",
  },
  linkGone: {
    used: {
      heading: "Den här betallänken har redan använts",
      sentence: "Din betalning är redan hanterad. Du behöver inte göra något och du betalar inte två gånger.",
    },
    closed: {
      heading: "Den här betallänken gäller inte längre",
      sentence:
        "Betalningen har inte genomförts och inga pengar har dragits. Gå tillbaka till butiken för att beställa igen.",
    },
    expired: {
      heading: "Den här betallänken har gått ut",
      sentence: "Tiden för att betala är slut. Gå tillbaka till butiken för att beställa igen.",
    },
    unknown: {
      heading: "Vi känner inte till den här betallänken",
      sentence: "Kontrollera att adressen är fullständig, eller gå tillbaka till butiken och försök igen.",
    },
  },
  error: {
    "cross-site": guardSv.crossSite,
    "bad-request": {
      heading: "Det där kunde vi inte läsa",
      sentence: "Något saknades i det som din webbläsare skickade. Gå tillbaka till butiken och försök igen.",
    },
    "too-many": {
      heading: "Det gick lite för fort",
      sentence: "Vi har fått många förfrågningar från din anslutning. Vänta en minut och försök igen.",
    },
    unavailable: {
      heading: "Något gick fel hos oss",
      sentence:
        "Vänta en minut och försök igen. Har du just betalat? Fråga då butiken innan du betalar en gång till.",
    },
    "not-found": {
      heading: "Den här sidan finns inte",
      sentence: "Kontrollera att adressen är fullständig, eller gå tillbaka till butiken.",
    },
    incident: "Referens till kundtjänst",
  },
  backToShop: (shop) => `Tillbaka till ${shop}`,
  backToTheShop: "Tillbaka till butiken",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Språk",
  securePage: "Säker betalning",
};
