import { cartDa } from "./cart/da.ts";
import { cardDa } from "./card/da.ts";
import { checkoutDa } from "./checkout/da.ts";
import { guardDa } from "./guard/da.ts";
import type { Texts } from "./en.ts";
import { paymentLinkDa } from "./payment-link/da.ts";
import { retryDa } from "./retry/da.ts";
import { mailDa } from "./mail/da.ts";

/** Danish, which says "du" to everybody. */
export const da: Texts = {
  languageName: "Dansk",
  defaultLocale: "da_DK",
  htmlLang: "da",

  summary: {
    heading: "Din ordre",
    description: "Beskrivelse",
    orderId: "Ordrenummer",
    items: "Varer",
    paidBefore: "Betalt med gavekort",
    noCharge: "Der trækkes ingen penge. Vi kontrollerer blot, at dit kort virker.",
  },
  testMode: {
    line: "Testtilstand: ingen rigtig betaling",
    cards: "Testkort",
    cardsHint: "Et vilkårligt navn, en vilkårlig dato i fremtiden, vilkårlige kontrolcifre.",
    approved: "Godkendt",
    insufficientFunds: "Afvist: manglende dækning",
  },
  card: {
    title: (shop) => `Betaling til ${shop}`,
    heading: "Betal med kort",
    acceptedBrands: "Accepterede kort",
    cardNumber: "Kortnummer",
    holderName: "Navn på kortet",
    expiry: "Udløbsdato",
    expiryFormat: "MM / ÅÅ",
    cvc: "Kontrolcifre",
    cvcHint: "3 cifre på bagsiden",
    cvcHintAmex: "4 cifre på forsiden",
    pay: (amount) => `Betal ${amount}`,
    confirmCard: "Bekræft kort",
    busy: "Et øjeblik…",
    cancel: "Annuller betaling",
    privacy: (shop) => `${shop} får ikke dine kortoplysninger at se.`,
    errorSummary: "Kontrollér dine oplysninger",
  },
  cardErrors: {
    ...cardDa.errors,
    "card-number-missing": "Indtast dit kortnummer",
    "card-number-invalid": "Kortnummeret er ikke korrekt. Kontrollér cifrene",
    "card-brand-unsupported": "Denne type kort kan ikke bruges her. Brug et andet kort",
    "holder-name-missing": "Indtast navnet, som det står på kortet",
    "holder-name-invalid": "Navnet er for langt eller indeholder tegn, der ikke kan bruges",
    "expiry-missing": "Indtast udløbsdatoen",
    "expiry-invalid": "Indtast måned og år, for eksempel 08\u00a0/\u00a030",
    "card-expired": "Kortet er udløbet. Brug et andet kort",
    "cvc-missing": "Indtast kontrolcifrene",
    "cvc-invalid": "Indtast de 3 cifre på bagsiden af kortet (American Express: 4 på forsiden)",
    "temporarily-unavailable": "Vi kan ikke tage imod din betaling lige nu. Prøv igen om et øjeblik",
    "too-many-cards": guardDa.tooManyCards,
  },
  cart: cartDa,
  cardForm: cardDa,
  checkout: checkoutDa,
  paymentLink: paymentLinkDa,
  retry: retryDa,
  mail: mailDa,
  provider: {
    heading: (method: string) => `Betal med ${method}`,
    choose: "Vælg, hvordan du vil betale",
    otherWays: "Andre betalingsmåder",
    proceed: (method: string) => `Fortsæt til ${method}`,
    confirm: (amount: string) => `Bekræft betaling på ${amount}`,
    chooseAnother: "Vælg en anden betalingsmåde",
    payWithApp: "Betal med Bancontact-appen",
    names: {
      BANKTRANS: "Bankoverførsel",
      DIRDEB: "SEPA direkte debitering",
      EINVOICE: "Faktura",
      PAYAFTER: "Betal efter levering",
    },
    fields: {
      account_holder_name: "Kontohavers navn",
      account_holder_iban: "IBAN",
      birthday: "Fødselsdato",
      phone: "Telefonnummer",
      email: "E-mailadresse",
    },
    optional: (field) => `${field} (valgfrit)`,
    ibanHint: "Du finder det i din netbank, for eksempel DK50 0040 0440 1162 43",
    birthdayHint: "For eksempel 31-12-1990",
    errors: {
      account_holder_name: "Indtast kontohavers navn",
      account_holder_iban: "Indtast et gyldigt IBAN-nummer",
      birthday: "Indtast din fødselsdato, for eksempel 31-12-1990",
      phone: "Indtast dit telefonnummer",
      email: "Indtast din e-mailadresse",
    },
    mandateForLater: (shop: string) =>
      `Når du bekræfter, giver du ${shop} tilladelse til at trække beløbet fra din konto nu og senere de beløb, som du har aftalt med ${shop}.`,
    mandate: (shop: string) =>
      `Når du bekræfter, giver du ${shop} tilladelse til at trække beløbet én gang fra din konto.`,
  },
  atProvider: {
    heading: (method: string) => `Afslut din betaling med ${method}`,
    sentence: "Din betaling er begyndt dér. Du kan fortsætte den eller annullere den.",
  },
  transfer: {
    heading: "Overfør beløbet",
    sentence:
      "Overfør beløbet til kontoen nedenfor. Angiv beskeden til modtager, så vi kan genkende din betaling.",
    amount: "Beløb",
    holder: "Modtager",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Besked til modtager",
  },
  method: {
    heading: "Din betaling forberedes",
    sentence: "Vi opretter en sikker forbindelse til din bank. Det tager et par sekunder.",
    frame: "Forbindelse til din bank",
    proceed: "Fortsæt",
  },
  challenge: {
    heading: "Bekræft hos din bank",
    sentence:
      "Din bank vil sikre sig, at det er dig. Bekræft betalingen dér, så kommer du straks tilbage hertil.",
    proceed: "Fortsæt til din bank",
  },
  waiting: {
    heading: "Vi bekræfter din betaling",
    sentence: "Det tager normalt et par sekunder. Betal ikke en gang til.",
    refresh: "Kontrollér igen",
  },
  result: {
    completed: {
      heading: "Betalingen er gennemført",
      sentence: (shop) => `Tak. ${shop} har modtaget din betaling.`,
    },
    pending: {
      heading: "Din betaling behandles",
      sentence: (shop) => `Du skal ikke gøre mere. ${shop} får besked, så snart betalingen er behandlet.`,
    },
    declined: {
      heading: "Betalingen blev ikke gennemført",
      sentence: (shop) =>
        `Din bank har ikke godkendt betalingen, og ${shop} har ikke modtaget nogen penge. Prøv med et andet kort, eller spørg din bank om årsagen.`,
    },
    cancelled: {
      heading: "Betalingen er annulleret",
      sentence: (shop) => `Du har annulleret betalingen. ${shop} har ikke modtaget nogen penge.`,
    },
    expired: {
      heading: "Tiden til at betale er udløbet",
      sentence: (shop) =>
        `Betalingen kan ikke længere gennemføres. Gå tilbage til ${shop} for at bestille igen.`,
    },
    mayClose: "Du kan lukke dette vindue.",
  },
  linkGone: {
    used: {
      heading: "Dette betalingslink er allerede brugt",
      sentence: "Din betaling er allerede behandlet. Du skal ikke gøre noget, og du betaler ikke to gange.",
    },
    closed: {
      heading: "Dette betalingslink gælder ikke længere",
      sentence:
        "Betalingen er ikke gennemført, og der er ikke trukket penge. Gå tilbage til butikken for at bestille igen.",
    },
    expired: {
      heading: "Dette betalingslink er udløbet",
      sentence: "Tiden til at betale er gået. Gå tilbage til butikken for at bestille igen.",
    },
    unknown: {
      heading: "Vi kender ikke dette betalingslink",
      sentence: "Kontrollér, at adressen er fuldstændig, eller gå tilbage til butikken, og prøv igen.",
    },
  },
  error: {
    "cross-site": guardDa.crossSite,
    "bad-request": {
      heading: "Det kunne vi ikke læse",
      sentence: "Der manglede noget i det, din browser sendte. Gå tilbage til butikken, og prøv igen.",
    },
    "too-many": {
      heading: "Det gik lidt for hurtigt",
      sentence: "Vi har fået mange forespørgsler fra din forbindelse. Vent et minut, og prøv igen.",
    },
    unavailable: {
      heading: "Der gik noget galt hos os",
      sentence: "Vent et minut, og prøv igen. Har du lige betalt, så spørg butikken, før du betaler igen.",
    },
    "not-found": {
      heading: "Denne side findes ikke",
      sentence: "Kontrollér, at adressen er fuldstændig, eller gå tilbage til butikken.",
    },
    incident: "Reference til kundeservice",
  },
  backToShop: (shop) => `Tilbage til ${shop}`,
  backToTheShop: "Tilbage til butikken",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Sprog",
  securePage: "Sikker betaling",
};
