import { cartIt } from "./cart/it.ts";
import { cardIt } from "./card/it.ts";
import { checkoutIt } from "./checkout/it.ts";
import { guardIt } from "./guard/it.ts";
import type { Texts } from "./en.ts";
import { paymentLinkIt } from "./payment-link/it.ts";
import { retryIt } from "./retry/it.ts";
import { mailIt } from "./mail/it.ts";

/** Italian, in the polite form. */
export const it: Texts = {
  languageName: "Italiano",
  defaultLocale: "it_IT",
  htmlLang: "it",

  summary: {
    heading: "Riepilogo dell’ordine",
    description: "Descrizione",
    orderId: "Numero d’ordine",
    items: "Articoli",
    paidBefore: "Pagato con carta regalo",
    noCharge: "Non viene addebitato nulla. Verifichiamo soltanto che la carta funzioni.",
  },
  testMode: {
    line: "Modalità test: nessun pagamento reale",
    cards: "Carte di prova",
    cardsHint: "Qualsiasi nome, qualsiasi data futura, qualsiasi codice CVC.",
    approved: "Approvata",
    insufficientFunds: "Rifiutata: fondi insufficienti",
  },
  card: {
    title: (shop) => `Pagamento a ${shop}`,
    heading: "Pagamento con carta",
    acceptedBrands: "Carte accettate",
    cardNumber: "Numero della carta",
    holderName: "Nome sulla carta",
    expiry: "Scadenza",
    expiryFormat: "MM / AA",
    cvc: "Codice CVC",
    cvcHint: "3 cifre sul retro",
    cvcHintAmex: "4 cifre sul fronte",
    pay: (amount) => `Paga ${amount}`,
    confirmCard: "Conferma la carta",
    busy: "Un momento…",
    cancel: "Annulla il pagamento",
    privacy: (shop) => `${shop} non vede i dati della Sua carta.`,
    errorSummary: "Controlli i dati inseriti",
  },
  cardErrors: {
    ...cardIt.errors,
    "card-number-missing": "Inserisca il numero della carta",
    "card-number-invalid": "Il numero della carta non è corretto. Controlli le cifre",
    "card-brand-unsupported": "Questo tipo di carta non è accettato qui. Utilizzi un’altra carta",
    "holder-name-missing": "Inserisca il nome così come appare sulla carta",
    "holder-name-invalid": "Il nome è troppo lungo o contiene caratteri non ammessi",
    "expiry-missing": "Inserisca la data di scadenza",
    "expiry-invalid": "Inserisca mese e anno, ad esempio 08\u00a0/\u00a030",
    "card-expired": "La carta è scaduta. Utilizzi un’altra carta",
    "cvc-missing": "Inserisca il codice CVC",
    "cvc-invalid": "Inserisca le 3 cifre sul retro della carta (American Express: le 4 sul fronte)",
    "temporarily-unavailable": "Al momento non possiamo accettare il pagamento. Riprovi tra qualche istante",
    "too-many-cards": guardIt.tooManyCards,
  },
  cart: cartIt,
  cardForm: cardIt,
  checkout: checkoutIt,
  paymentLink: paymentLinkIt,
  retry: retryIt,
  mail: mailIt,
  provider: {
    heading: (method: string) => `Pagamento con ${method}`,
    choose: "Scelga come pagare",
    otherWays: "Altri metodi di pagamento",
    proceed: (method: string) => `Continua su ${method}`,
    confirm: (amount: string) => `Conferma il pagamento di ${amount}`,
    chooseAnother: "Usa un altro metodo di pagamento",
    payWithApp: "Paga con l’app Bancontact",
    names: {
      BANKTRANS: "Bonifico bancario",
      DIRDEB: "Addebito diretto SEPA",
      EINVOICE: "Fattura",
      PAYAFTER: "Pagamento dopo la consegna",
    },
    fields: {
      account_holder_name: "Nome del titolare del conto",
      account_holder_iban: "IBAN",
      birthday: "Data di nascita",
      phone: "Numero di telefono",
      email: "Indirizzo e-mail",
    },
    optional: (field) => `${field} (facoltativo)`,
    ibanHint: "Lo trova nell’estratto conto, ad esempio IT60 X054 2811 1010 0000 0123 456",
    birthdayHint: "Ad esempio 31/12/1990",
    errors: {
      account_holder_name: "Inserisca il nome del titolare del conto",
      account_holder_iban: "Inserisca un IBAN valido",
      birthday: "Inserisca la data di nascita, ad esempio 31/12/1990",
      phone: "Inserisca il numero di telefono",
      email: "Inserisca l’indirizzo e-mail",
    },
    mandateForLater: (shop: string) =>
      `Confermando, autorizza ${shop} ad addebitare sul Suo conto questo importo ora e, in seguito, gli importi concordati con ${shop}.`,
    mandate: (shop: string) =>
      `Confermando, autorizza ${shop} ad addebitare questo importo una sola volta sul Suo conto.`,
  },
  atProvider: {
    heading: (method: string) => `Completi il pagamento con ${method}`,
    sentence: "Il pagamento è già stato avviato lì. Può proseguire oppure annullarlo.",
  },
  transfer: {
    heading: "Effettui il bonifico",
    sentence:
      "Trasferisca l’importo sul conto indicato di seguito. Riporti la causale, così possiamo riconoscere il Suo pagamento.",
    amount: "Importo",
    holder: "Beneficiario",
    iban: "IBAN",
    bic: "BIC",
    bank: "Banca",
    reference: "Causale",
  },
  method: {
    heading: "Stiamo preparando il pagamento",
    sentence: "Stiamo stabilendo una connessione sicura con la Sua banca. Ci vorrà qualche secondo.",
    frame: "Connessione con la Sua banca",
    proceed: "Continua",
  },
  challenge: {
    heading: "Confermi presso la Sua banca",
    sentence:
      "La banca vuole accertarsi della Sua identità. Confermi lì il pagamento: tornerà subito su questa pagina.",
    proceed: "Continua sul sito della banca",
  },
  waiting: {
    heading: "Stiamo confermando il pagamento",
    sentence: "Di solito bastano pochi secondi. Non paghi una seconda volta.",
    refresh: "Verifica di nuovo",
  },
  result: {
    completed: {
      heading: "Pagamento riuscito",
      sentence: (shop) => `Grazie. ${shop} ha ricevuto il Suo pagamento.`,
    },
    pending: {
      heading: "Il pagamento è in corso di elaborazione",
      sentence: (shop) => `Non deve fare altro. Avviseremo ${shop} appena l’elaborazione sarà conclusa.`,
    },
    declined: {
      heading: "Il pagamento non è andato a buon fine",
      sentence: (shop) =>
        `La Sua banca non ha approvato il pagamento e ${shop} non ha ricevuto denaro. Riprovi con un’altra carta o chieda il motivo alla Sua banca.`,
    },
    cancelled: {
      heading: "Pagamento annullato",
      sentence: (shop) => `Ha annullato questo pagamento. ${shop} non ha ricevuto denaro.`,
    },
    expired: {
      heading: "Il tempo per pagare è scaduto",
      sentence: (shop) =>
        `Questo pagamento non è più disponibile. Torni al sito di ${shop} per ordinare di nuovo.`,
    },
    mayClose: "Può chiudere questa finestra.",
  },
  linkGone: {
    used: {
      heading: "Questo link di pagamento è già stato usato",
      sentence: "Il pagamento è già stato gestito. Non deve fare nulla e non pagherà due volte.",
    },
    closed: {
      heading: "Questo link di pagamento non è più valido",
      sentence:
        "Il pagamento non è stato effettuato e non è stato addebitato nulla. Torni al negozio per ordinare di nuovo.",
    },
    expired: {
      heading: "Questo link di pagamento è scaduto",
      sentence: "Il tempo per pagare è terminato. Torni al negozio per ordinare di nuovo.",
    },
    unknown: {
      heading: "Non riconosciamo questo link di pagamento",
      sentence: "Controlli che l’indirizzo sia completo, oppure torni al negozio e riprovi.",
    },
  },
  error: {
    "cross-site": guardIt.crossSite,
    "bad-request": {
      heading: "Non siamo riusciti a leggere la richiesta",
      sentence: "Mancava qualcosa in ciò che il browser ha inviato. Torni al negozio e riprovi.",
    },
    "too-many": {
      heading: "Un po’ troppo in fretta",
      sentence: "Abbiamo ricevuto molte richieste dalla Sua connessione. Attenda un minuto e riprovi.",
    },
    unavailable: {
      heading: "Si è verificato un errore da parte nostra",
      sentence:
        "Attenda un minuto e riprovi. Se ha appena pagato, si rivolga al negozio prima di pagare di nuovo.",
    },
    "not-found": {
      heading: "Questa pagina non esiste",
      sentence: "Controlli che l’indirizzo sia completo, oppure torni al negozio.",
    },
    incident: "Riferimento per l’assistenza clienti",
  },
  backToShop: (shop) => `Torna al sito di ${shop}`,
  backToTheShop: "Torna al negozio",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Lingua",
  securePage: "Pagamento sicuro",
};
