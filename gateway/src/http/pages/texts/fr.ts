import { cartFr } from "./cart/fr.ts";
import { cardFr } from "./card/fr.ts";
import { checkoutFr } from "./checkout/fr.ts";
import { guardFr } from "./guard/fr.ts";
import type { Texts } from "./en.ts";
import { paymentLinkFr } from "./payment-link/fr.ts";
import { retryFr } from "./retry/fr.ts";
import { mailFr } from "./mail/fr.ts";

/** French, for France, Belgium, Luxembourg and Switzerland alike. */
export const fr: Texts = {
  languageName: "Français",
  defaultLocale: "fr_FR",
  htmlLang: "fr",

  summary: {
    heading: "Récapitulatif de la commande",
    description: "Description",
    orderId: "Numéro de commande",
    items: "Articles",
    paidBefore: "Payé par carte cadeau",
    noCharge: "Aucun montant ne sera débité. Nous vérifions seulement que votre carte fonctionne.",
  },
  testMode: {
    line: "Mode test\u00a0: aucun paiement réel",
    cards: "Cartes de test",
    cardsHint: "N’importe quel nom, n’importe quelle date future, n’importe quel cryptogramme visuel.",
    approved: "Acceptée",
    insufficientFunds: "Refusée\u00a0: provision insuffisante",
  },
  card: {
    title: (shop) => `Paiement à ${shop}`,
    heading: "Payer par carte",
    acceptedBrands: "Cartes acceptées",
    cardNumber: "Numéro de carte",
    holderName: "Nom figurant sur la carte",
    expiry: "Expiration",
    expiryFormat: "MM / AA",
    cvc: "Cryptogramme",
    cvcHint: "3 chiffres au dos",
    cvcHintAmex: "4 chiffres au recto",
    pay: (amount) => `Payer ${amount}`,
    confirmCard: "Confirmer la carte",
    busy: "Un instant…",
    cancel: "Annuler le paiement",
    privacy: (shop) => `${shop} n’a pas accès aux données de votre carte.`,
    errorSummary: "Veuillez vérifier vos données",
  },
  cardErrors: {
    ...cardFr.errors,
    "card-number-missing": "Saisissez votre numéro de carte",
    "card-number-invalid": "Ce numéro de carte est incorrect. Vérifiez les chiffres",
    "card-brand-unsupported": "Ce type de carte n’est pas accepté ici. Utilisez une autre carte",
    "holder-name-missing": "Saisissez le nom tel qu’il figure sur votre carte",
    "holder-name-invalid": "Ce nom est trop long ou contient des caractères non autorisés",
    "expiry-missing": "Saisissez la date d’expiration",
    "expiry-invalid": "Saisissez le mois et l’année, par exemple 08\u00a0/\u00a030",
    "card-expired": "Cette carte a expiré. Utilisez une autre carte",
    "cvc-missing": "Saisissez le cryptogramme visuel",
    "cvc-invalid":
      "Saisissez les 3 chiffres au dos de la carte (American Express\u00a0: les 4 chiffres au recto)",
    "temporarily-unavailable":
      "Nous ne pouvons pas traiter votre paiement pour le moment. Réessayez dans un instant",
    "too-many-cards": guardFr.tooManyCards,
  },
  cart: cartFr,
  cardForm: cardFr,
  checkout: checkoutFr,
  paymentLink: paymentLinkFr,
  retry: retryFr,
  mail: mailFr,
  provider: {
    heading: (method: string) => `Payer avec ${method}`,
    choose: "Choisissez votre mode de paiement",
    otherWays: "Autres modes de paiement",
    proceed: (method: string) => `Continuer vers ${method}`,
    confirm: (amount: string) => `Confirmer le paiement de ${amount}`,
    chooseAnother: "Choisir un autre mode de paiement",
    payWithApp: "Payer avec l’application Bancontact",
    names: {
      BANKTRANS: "Virement bancaire",
      DIRDEB: "Prélèvement SEPA",
      EINVOICE: "Facture",
      PAYAFTER: "Paiement après livraison",
    },
    fields: {
      account_holder_name: "Nom du titulaire du compte",
      account_holder_iban: "IBAN",
      birthday: "Date de naissance",
      phone: "Numéro de téléphone",
      email: "Adresse e-mail",
    },
    optional: (field) => `${field} (facultatif)`,
    ibanHint: "Il figure sur votre RIB, par exemple FR14 2004 1010 0505 0001 3M02 606",
    birthdayHint: "Par exemple 31/12/1990",
    errors: {
      account_holder_name: "Saisissez le nom du titulaire du compte",
      account_holder_iban: "Saisissez un IBAN valide",
      birthday: "Saisissez votre date de naissance, par exemple 31/12/1990",
      phone: "Saisissez votre numéro de téléphone",
      email: "Saisissez votre adresse e-mail",
    },
    mandateForLater: (shop: string) =>
      `En confirmant, vous autorisez ${shop} à prélever ce montant sur votre compte maintenant et, plus tard, les montants convenus avec ${shop}.`,
    mandate: (shop: string) =>
      `En confirmant, vous autorisez ${shop} à prélever ce montant une seule fois sur votre compte.`,
  },
  atProvider: {
    heading: (method: string) => `Terminez votre paiement avec ${method}`,
    sentence: "Votre paiement y a été commencé. Vous pouvez le poursuivre ou l’annuler.",
  },
  transfer: {
    heading: "Effectuez le virement",
    sentence:
      "Virez le montant sur le compte ci-dessous. Indiquez la référence afin que nous puissions reconnaître votre paiement.",
    amount: "Montant",
    holder: "Bénéficiaire",
    iban: "IBAN",
    bic: "BIC",
    bank: "Banque",
    reference: "Référence",
  },
  method: {
    heading: "Préparation de votre paiement",
    sentence: "Nous établissons une connexion sécurisée avec votre banque. Cela prend quelques secondes.",
    frame: "Connexion à votre banque",
    proceed: "Continuer",
  },
  challenge: {
    heading: "Confirmez auprès de votre banque",
    sentence:
      "Votre banque souhaite s’assurer qu’il s’agit bien de vous. Confirmez-y le paiement\u202f; vous reviendrez aussitôt ici.",
    proceed: "Continuer vers votre banque",
  },
  waiting: {
    heading: "Nous confirmons votre paiement",
    sentence: "Cela prend généralement quelques secondes. Merci de ne pas payer une seconde fois.",
    refresh: "Vérifier à nouveau",
  },
  result: {
    completed: {
      heading: "Paiement réussi",
      sentence: (shop) => `Merci. ${shop} a reçu votre paiement.`,
    },
    pending: {
      heading: "Votre paiement est en cours de traitement",
      sentence: (shop) =>
        `Vous n’avez plus rien à faire. Nous préviendrons ${shop} dès que le traitement sera terminé.`,
    },
    declined: {
      heading: "Le paiement n’a pas abouti",
      sentence: (shop) =>
        `Votre banque n’a pas accepté ce paiement et ${shop} n’a pas reçu d’argent. Réessayez avec une autre carte ou demandez-en la raison à votre banque.`,
    },
    cancelled: {
      heading: "Paiement annulé",
      sentence: (shop) => `Vous avez annulé ce paiement. ${shop} n’a pas reçu d’argent.`,
    },
    expired: {
      heading: "Le délai de paiement est écoulé",
      sentence: (shop) =>
        `Ce paiement n’est plus disponible. Retournez chez ${shop} pour passer une nouvelle commande.`,
    },
    mayClose: "Vous pouvez fermer cette fenêtre.",
  },
  linkGone: {
    used: {
      heading: "Ce lien de paiement a déjà été utilisé",
      sentence: "Votre paiement a déjà été traité. Vous n’avez rien à faire et ne paierez pas deux fois.",
    },
    closed: {
      heading: "Ce lien de paiement n’est plus valable",
      sentence:
        "Ce paiement n’a pas eu lieu et rien n’a été débité. Retournez à la boutique pour passer une nouvelle commande.",
    },
    expired: {
      heading: "Ce lien de paiement a expiré",
      sentence:
        "Le délai de paiement est dépassé. Retournez à la boutique pour passer une nouvelle commande.",
    },
    unknown: {
      heading: "Ce lien de paiement nous est inconnu",
      sentence: "Vérifiez que l’adresse est complète, ou retournez à la boutique et réessayez.",
    },
  },
  error: {
    "cross-site": guardFr.crossSite,
    "bad-request": {
      heading: "Nous n’avons pas pu lire cette demande",
      sentence:
        "Il manquait quelque chose dans l’envoi de votre navigateur. Retournez à la boutique et réessayez.",
    },
    "too-many": {
      heading: "C’était un peu trop rapide",
      sentence:
        "Nous avons reçu de nombreuses demandes de votre connexion. Patientez une minute et réessayez.",
    },
    unavailable: {
      heading: "Une erreur s’est produite de notre côté",
      sentence:
        "Patientez une minute et réessayez. Si vous venez de payer, renseignez-vous auprès de la boutique avant de payer à nouveau.",
    },
    "not-found": {
      heading: "Cette page n’existe pas",
      sentence: "Vérifiez que l’adresse est complète, ou retournez à la boutique.",
    },
    incident: "Référence pour le service client",
  },
  backToShop: (shop) => `Retour à ${shop}`,
  backToTheShop: "Retour à la boutique",
  withColon: (label) => `${label}\u00a0:`,
  chooseLanguage: "Langue",
  securePage: "Paiement sécurisé",
};
