import { cartFi } from "./cart/fi.ts";
import { cardFi } from "./card/fi.ts";
import { checkoutFi } from "./checkout/fi.ts";
import { guardFi } from "./guard/fi.ts";
import type { Texts } from "./en.ts";
import { paymentLinkFi } from "./payment-link/fi.ts";
import { retryFi } from "./retry/fi.ts";
import { mailFi } from "./mail/fi.ts";

/** Finnish. The names of shops and methods stand where they need no ending. */
export const fi: Texts = {
  languageName: "Suomi",
  defaultLocale: "fi_FI",
  htmlLang: "fi",

  summary: {
    heading: "Tilauksen yhteenveto",
    description: "Kuvaus",
    orderId: "Tilausnumero",
    items: "Tuotteet",
    paidBefore: "Maksettu lahjakortilla",
    noCharge: "Kortilta ei veloiteta mitään. Tarkistamme vain, että kortti toimii.",
  },
  testMode: {
    line: "Testitila: maksu ei ole oikea",
    cards: "Testikortit",
    cardsHint: "Mikä tahansa nimi, tuleva päivämäärä ja turvakoodi.",
    approved: "Hyväksytty",
    insufficientFunds: "Hylätty: tilin kate ei riitä",
  },
  card: {
    title: (shop) => `Maksu: ${shop}`,
    heading: "Maksa kortilla",
    acceptedBrands: "Hyväksytyt kortit",
    cardNumber: "Kortin numero",
    holderName: "Kortissa oleva nimi",
    expiry: "Voimassaolo",
    expiryFormat: "KK / VV",
    cvc: "Turvakoodi",
    cvcHint: "3 numeroa kortin takapuolella",
    cvcHintAmex: "4 numeroa kortin etupuolella",
    pay: (amount) => `Maksa ${amount}`,
    confirmCard: "Vahvista kortti",
    busy: "Hetkinen…",
    cancel: "Peruuta maksu",
    privacy: (shop) => `${shop} ei näe korttisi tietoja.`,
    errorSummary: "Tarkista tiedot",
  },
  cardErrors: {
    ...cardFi.errors,
    "card-number-missing": "Anna kortin numero",
    "card-number-invalid": "Kortin numero ei ole oikein. Tarkista numerot",
    "card-brand-unsupported": "Tällaista korttia ei hyväksytä täällä. Käytä toista korttia",
    "holder-name-missing": "Kirjoita nimi niin kuin se on kortissa",
    "holder-name-invalid": "Nimi on liian pitkä tai siinä on merkkejä, joita ei voi käyttää",
    "expiry-missing": "Anna kortin voimassaoloaika",
    "expiry-invalid": "Anna kuukausi ja vuosi, esimerkiksi 08\u00a0/\u00a030",
    "card-expired": "Kortti ei ole enää voimassa. Käytä toista korttia",
    "cvc-missing": "Anna turvakoodi",
    "cvc-invalid": "Anna kortin takapuolella olevat 3 numeroa (American Express: 4 numeroa etupuolella)",
    "temporarily-unavailable": "Maksua ei voida ottaa juuri nyt vastaan. Yritä hetken päästä uudelleen",
    "too-many-cards": guardFi.tooManyCards,
  },
  cart: cartFi,
  cardForm: cardFi,
  checkout: checkoutFi,
  paymentLink: paymentLinkFi,
  retry: retryFi,
  mail: mailFi,
  provider: {
    heading: (method: string) => `Maksutapa: ${method}`,
    choose: "Valitse maksutapa",
    otherWays: "Muut maksutavat",
    proceed: (method: string) => `Jatka: ${method}`,
    confirm: (amount: string) => `Vahvista maksu ${amount}`,
    chooseAnother: "Valitse toinen maksutapa",
    payWithApp: "Maksa Bancontact-sovelluksella",
    names: {
      BANKTRANS: "Tilisiirto",
      DIRDEB: "SEPA-suoraveloitus",
      EINVOICE: "Lasku",
      PAYAFTER: "Maksu toimituksen jälkeen",
    },
    fields: {
      account_holder_name: "Tilinomistajan nimi",
      account_holder_iban: "IBAN-tilinumero",
      birthday: "Syntymäaika",
      phone: "Puhelinnumero",
      email: "Sähköpostiosoite",
    },
    optional: (field) => `${field} (valinnainen)`,
    ibanHint: "Löydät sen verkkopankista, esimerkiksi FI21 1234 5600 0007 85",
    birthdayHint: "Esimerkiksi 31.12.1990",
    errors: {
      account_holder_name: "Anna tilinomistajan nimi",
      account_holder_iban: "Anna kelvollinen IBAN-tilinumero",
      birthday: "Anna syntymäaika, esimerkiksi 31.12.1990",
      phone: "Anna puhelinnumero",
      email: "Anna sähköpostiosoite",
    },
    mandateForLater: (shop: string) =>
      `Vahvistamalla annat luvan veloittaa tililtäsi tämän summan nyt ja myöhemmin ne summat, joista olet sopinut veloittajan kanssa. Veloittaja: ${shop}.`,
    mandate: (shop: string) =>
      `Vahvistamalla annat luvan veloittaa tämän summan tililtäsi yhden kerran. Veloittaja: ${shop}.`,
  },
  atProvider: {
    heading: (method: string) => `Vie maksu loppuun: ${method}`,
    sentence: "Maksu on aloitettu siellä. Voit jatkaa sitä tai peruuttaa sen.",
  },
  transfer: {
    heading: "Maksa summa tilisiirtona",
    sentence: "Siirrä summa alla olevalle tilille. Kirjoita viesti saajalle, jotta tunnistamme maksusi.",
    amount: "Summa",
    holder: "Saaja",
    iban: "IBAN",
    bic: "BIC",
    bank: "Pankki",
    reference: "Viesti saajalle",
  },
  method: {
    heading: "Maksua valmistellaan",
    sentence: "Muodostamme suojattua yhteyttä pankkiisi. Tämä kestää muutaman sekunnin.",
    frame: "Yhteys pankkiisi",
    proceed: "Jatka",
  },
  challenge: {
    heading: "Vahvista maksu pankissasi",
    sentence:
      "Pankkisi haluaa varmistaa, että maksaja olet sinä. Vahvista maksu siellä, niin palaat heti takaisin.",
    proceed: "Jatka pankkiin",
  },
  waiting: {
    heading: "Vahvistamme maksuasi",
    sentence: "Tämä kestää yleensä muutaman sekunnin. Älä maksa uudelleen.",
    refresh: "Tarkista uudelleen",
  },
  result: {
    completed: {
      heading: "Maksu onnistui",
      sentence: (shop) => `Kiitos. ${shop} on saanut maksusi.`,
    },
    pending: {
      heading: "Maksuasi käsitellään",
      sentence: (shop) => `Sinun ei tarvitse tehdä enää mitään. ${shop} saa tiedon, kun maksu on käsitelty.`,
    },
    declined: {
      heading: "Maksu ei onnistunut",
      sentence: (shop) =>
        `Pankkisi ei hyväksynyt maksua, eikä ${shop} ole saanut rahaa. Yritä uudelleen toisella kortilla tai kysy syytä pankistasi.`,
    },
    cancelled: {
      heading: "Maksu on peruutettu",
      sentence: (shop) => `Peruutit tämän maksun. ${shop} ei ole saanut rahaa.`,
    },
    expired: {
      heading: "Maksuaika on päättynyt",
      sentence: (shop) =>
        `Tätä maksua ei voi enää maksaa. Tee uusi tilaus verkkokaupassa (${shop}), jos haluat yhä ostaa.`,
    },
    mayClose: "Voit sulkea tämän ikkunan.",
  },
  linkGone: {
    used: {
      heading: "Tämä maksulinkki on jo käytetty",
      sentence: "Maksusi on jo käsitelty. Sinun ei tarvitse tehdä mitään, etkä maksa kahteen kertaan.",
    },
    closed: {
      heading: "Tämä maksulinkki ei ole enää voimassa",
      sentence: "Maksua ei tehty, eikä rahaa veloitettu. Palaa verkkokauppaan ja tee uusi tilaus.",
    },
    expired: {
      heading: "Tämä maksulinkki on vanhentunut",
      sentence: "Maksuaika on kulunut umpeen. Palaa verkkokauppaan ja tee uusi tilaus.",
    },
    unknown: {
      heading: "Emme tunne tätä maksulinkkiä",
      sentence: "Tarkista, että osoite on kokonainen, tai palaa verkkokauppaan ja yritä uudelleen.",
    },
  },
  error: {
    "cross-site": guardFi.crossSite,
    "bad-request": {
      heading: "Emme voineet lukea pyyntöä",
      sentence: "Selaimesi lähettämistä tiedoista puuttui jotakin. Palaa verkkokauppaan ja yritä uudelleen.",
    },
    "too-many": {
      heading: "Nyt meni vähän liian nopeasti",
      sentence: "Yhteydestäsi tuli monta pyyntöä. Odota minuutti ja yritä uudelleen.",
    },
    unavailable: {
      heading: "Meillä tapahtui virhe",
      sentence:
        "Odota minuutti ja yritä uudelleen. Jos maksoit juuri, kysy kaupasta, ennen kuin maksat uudelleen.",
    },
    "not-found": {
      heading: "Tätä sivua ei ole",
      sentence: "Tarkista, että osoite on kokonainen, tai palaa verkkokauppaan.",
    },
    incident: "Viite asiakaspalvelua varten",
  },
  backToShop: (shop) => `Takaisin kauppaan: ${shop}`,
  backToTheShop: "Takaisin verkkokauppaan",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Kieli",
  securePage: "Turvallinen maksu",
};
