import { cartCs } from "./cart/cs.ts";
import { cardCs } from "./card/cs.ts";
import { checkoutCs } from "./checkout/cs.ts";
import { guardCs } from "./guard/cs.ts";
import type { Texts } from "./en.ts";
import { paymentLinkCs } from "./payment-link/cs.ts";
import { retryCs } from "./retry/cs.ts";
import { mailCs } from "./mail/cs.ts";

/** Czech. The names of shops stand where they need no ending. */
export const cs: Texts = {
  languageName: "Čeština",
  defaultLocale: "cs_CZ",
  htmlLang: "cs",

  summary: {
    heading: "Souhrn objednávky",
    description: "Popis",
    orderId: "Číslo objednávky",
    items: "Položky",
    paidBefore: "Zaplaceno dárkovou kartou",
    noCharge: "Nic vám nestrhneme. Pouze ověříme, že karta funguje.",
  },
  testMode: {
    line: "Testovací režim: bez skutečné platby",
    cards: "Testovací karty",
    cardsHint: "Libovolné jméno, libovolné budoucí datum, libovolný kód CVC.",
    approved: "Schváleno",
    insufficientFunds: "Zamítnuto: nedostatek prostředků",
  },
  card: {
    title: (shop) => `Platba pro ${shop}`,
    heading: "Platba kartou",
    acceptedBrands: "Přijímané karty",
    cardNumber: "Číslo karty",
    holderName: "Jméno na kartě",
    expiry: "Platnost do",
    expiryFormat: "MM / RR",
    cvc: "Kód CVC",
    cvcHint: "3 číslice na zadní straně",
    cvcHintAmex: "4 číslice na přední straně",
    pay: (amount) => `Zaplatit ${amount}`,
    confirmCard: "Potvrdit kartu",
    busy: "Okamžik, prosím…",
    cancel: "Zrušit platbu",
    privacy: (shop) => `Údaje o\u00a0vaší kartě se obchodu ${shop} nezobrazí.`,
    errorSummary: "Zkontrolujte prosím zadané údaje",
  },
  cardErrors: {
    ...cardCs.errors,
    "card-number-missing": "Zadejte číslo karty",
    "card-number-invalid": "Číslo karty není správné. Zkontrolujte číslice",
    "card-brand-unsupported": "Tento typ karty zde nelze použít. Zvolte jinou kartu",
    "holder-name-missing": "Zadejte jméno tak, jak je uvedeno na kartě",
    "holder-name-invalid": "Jméno je příliš dlouhé nebo obsahuje znaky, které nelze použít",
    "expiry-missing": "Zadejte datum platnosti",
    "expiry-invalid": "Zadejte měsíc a\u00a0rok, například 08\u00a0/\u00a030",
    "card-expired": "Platnost karty vypršela. Použijte jinou kartu",
    "cvc-missing": "Zadejte kód CVC",
    "cvc-invalid": "Zadejte 3 číslice ze zadní strany karty (American Express: 4 z\u00a0přední strany)",
    "temporarily-unavailable": "Platbu teď nemůžeme přijmout. Zkuste to prosím za chvíli",
    "too-many-cards": guardCs.tooManyCards,
  },
  cart: cartCs,
  cardForm: cardCs,
  checkout: checkoutCs,
  paymentLink: paymentLinkCs,
  retry: retryCs,
  mail: mailCs,
  provider: {
    heading: (method: string) => `Platba: ${method}`,
    choose: "Zvolte způsob platby",
    otherWays: "Další způsoby platby",
    proceed: (method: string) => `Pokračovat na ${method}`,
    confirm: (amount: string) => `Potvrdit platbu ${amount}`,
    chooseAnother: "Zvolit jiný způsob platby",
    payWithApp: "Zaplatit aplikací Bancontact",
    names: {
      BANKTRANS: "Bankovní převod",
      DIRDEB: "Inkaso SEPA",
      EINVOICE: "Faktura",
      PAYAFTER: "Platba po doručení",
    },
    fields: {
      account_holder_name: "Jméno majitele účtu",
      account_holder_iban: "IBAN",
      birthday: "Datum narození",
      phone: "Telefonní číslo",
      email: "E-mailová adresa",
    },
    optional: (field) => `${field} (nepovinné)`,
    ibanHint: "Najdete jej ve výpisu z\u00a0účtu, například CZ65 0800 0000 1920 0014 5399",
    birthdayHint: "Například 31.12.1990",
    errors: {
      account_holder_name: "Zadejte jméno majitele účtu",
      account_holder_iban: "Zadejte platný IBAN",
      birthday: "Zadejte datum narození, například 31.12.1990",
      phone: "Zadejte telefonní číslo",
      email: "Zadejte e-mailovou adresu",
    },
    mandateForLater: (shop: string) =>
      `Potvrzením dáváte obchodu ${shop} souhlas k\u00a0inkasu této částky z\u00a0vašeho účtu nyní a\u00a0později k\u00a0inkasu částek sjednaných s\u00a0tímto obchodem.`,
    mandate: (shop: string) =>
      `Potvrzením dáváte obchodu ${shop} souhlas k\u00a0jednorázovému inkasu této částky z\u00a0vašeho účtu.`,
  },
  atProvider: {
    heading: (method: string) => `Dokončete platbu: ${method}`,
    sentence: "Platba tam již byla zahájena. Můžete v\u00a0ní pokračovat, nebo ji zrušit.",
  },
  transfer: {
    heading: "Převeďte částku",
    sentence:
      "Převeďte částku na níže uvedený účet. Uveďte prosím zprávu pro příjemce, abychom vaši platbu poznali.",
    amount: "Částka",
    holder: "Příjemce",
    iban: "IBAN",
    bic: "BIC",
    bank: "Banka",
    reference: "Zpráva pro příjemce",
  },
  method: {
    heading: "Připravujeme vaši platbu",
    sentence: "Navazujeme zabezpečené spojení s\u00a0vaší bankou. Potrvá to několik sekund.",
    frame: "Spojení s\u00a0vaší bankou",
    proceed: "Pokračovat",
  },
  challenge: {
    heading: "Potvrďte platbu u\u00a0své banky",
    sentence:
      "Vaše banka si chce ověřit, že jste to vy. Potvrďte u\u00a0ní platbu; hned poté se sem vrátíte.",
    proceed: "Pokračovat do banky",
  },
  waiting: {
    heading: "Ověřujeme vaši platbu",
    sentence: "Obvykle to trvá několik sekund. Neplaťte prosím znovu.",
    refresh: "Zkontrolovat znovu",
  },
  result: {
    completed: {
      heading: "Platba proběhla úspěšně",
      sentence: (shop) => `Děkujeme. Obchod ${shop} vaši platbu obdržel.`,
    },
    pending: {
      heading: "Vaše platba se zpracovává",
      sentence: (shop) => `Nemusíte již nic dělat. Jakmile bude hotovo, dáme obchodu ${shop} vědět.`,
    },
    declined: {
      heading: "Platba se nezdařila",
      sentence: (shop) =>
        `Vaše banka tuto platbu neschválila a\u00a0obchod ${shop} neobdržel žádné peníze. Zkuste to s\u00a0jinou kartou, nebo se na důvod zeptejte své banky.`,
    },
    cancelled: {
      heading: "Platba byla zrušena",
      sentence: (shop) => `Tuto platbu jste zrušili. Obchod ${shop} neobdržel žádné peníze.`,
    },
    expired: {
      heading: "Čas na zaplacení vypršel",
      sentence: (shop) =>
        `Tuto platbu již nelze provést. Vraťte se do obchodu ${shop} a\u00a0objednejte prosím znovu.`,
    },
    mayClose: "Toto okno můžete zavřít.",
  },
  linkGone: {
    used: {
      heading: "Tento platební odkaz již byl použit",
      sentence: "Vaše platba je již vyřízena. Nemusíte nic dělat a\u00a0nezaplatíte dvakrát.",
    },
    closed: {
      heading: "Tento platební odkaz již není platný",
      sentence:
        "Platba neproběhla a\u00a0nic vám nebylo strženo. Vraťte se do obchodu a\u00a0objednejte prosím znovu.",
    },
    expired: {
      heading: "Platnost tohoto odkazu vypršela",
      sentence: "Čas na zaplacení již uplynul. Vraťte se do obchodu a\u00a0objednejte prosím znovu.",
    },
    unknown: {
      heading: "Tento platební odkaz neznáme",
      sentence: "Zkontrolujte, zda je adresa úplná, nebo se vraťte do obchodu a\u00a0zkuste to znovu.",
    },
  },
  error: {
    "cross-site": guardCs.crossSite,
    "bad-request": {
      heading: "Požadavku jsme neporozuměli",
      sentence:
        "V\u00a0údajích z\u00a0vašeho prohlížeče něco chybělo. Vraťte se do obchodu a\u00a0zkuste to znovu.",
    },
    "too-many": {
      heading: "To bylo příliš rychle",
      sentence: "Z\u00a0vašeho připojení přišlo mnoho požadavků. Počkejte minutu a\u00a0zkuste to znovu.",
    },
    unavailable: {
      heading: "Na naší straně došlo k\u00a0chybě",
      sentence:
        "Počkejte minutu a\u00a0zkuste to znovu. Pokud jste právě zaplatili, zeptejte se před další platbou v\u00a0obchodě.",
    },
    "not-found": {
      heading: "Tato stránka neexistuje",
      sentence: "Zkontrolujte, zda je adresa úplná, nebo se vraťte do obchodu.",
    },
    incident: "Kód pro zákaznickou podporu",
  },
  backToShop: (shop) => `Zpět do obchodu ${shop}`,
  backToTheShop: "Zpět do obchodu",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Jazyk",
  securePage: "Zabezpečená platba",
};
