import { cartEn } from "./cart/en.ts";
import { cardEn } from "./card/en.ts";
import { checkoutEn } from "./checkout/en.ts";
import { paymentLinkEn } from "./payment-link/en.ts";
import { retryEn } from "./retry/en.ts";
import { mailEn } from "./mail/en.ts";
import { guardEn } from "./guard/en.ts";

/**
 * What the payment pages say, in English. This catalogue defines the shape of
 * every other one: a language that lacks a sentence does not compile. Sentences
 * are plain text; whoever puts them on a page escapes them.
 */
export const en = {
  /** The language's name for itself, as the language switch shows it. */
  languageName: "English",
  /** The locale that the language switch asks for. */
  defaultLocale: "en_US",
  /** Value of `<html lang>`. */
  htmlLang: "en",

  summary: {
    heading: "Order summary",
    description: "Description",
    orderId: "Order number",
    items: "Items",
    paidBefore: "Paid by gift card",
    noCharge: "No money is taken. We only check that your card works.",
  },
  testMode: {
    line: "Test mode: no real money moves",
    cards: "Test cards",
    cardsHint: "Any name, any date in the future, any security code.",
    approved: "Approved",
    insufficientFunds: "Declined: insufficient funds",
  },
  card: {
    title: (shop: string) => `Pay ${shop}`,
    heading: "Pay by card",
    acceptedBrands: "Accepted cards",
    cardNumber: "Card number",
    holderName: "Name on card",
    expiry: "Expiry date",
    expiryFormat: "MM / YY",
    cvc: "Security code",
    cvcHint: "3 digits on the back",
    cvcHintAmex: "4 digits on the front",
    pay: (amount: string) => `Pay ${amount}`,
    confirmCard: "Confirm card",
    busy: "One moment…",
    cancel: "Cancel payment",
    privacy: (shop: string) => `${shop} does not get to see your card details.`,
    errorSummary: "Please check your details",
  },
  cardErrors: {
    ...cardEn.errors,
    "card-number-missing": "Enter your card number",
    "card-number-invalid": "This card number is not correct. Check the digits",
    "card-brand-unsupported": "This type of card is not accepted here. Use another card",
    "holder-name-missing": "Enter the name as it is on your card",
    "holder-name-invalid": "This name is too long or has characters that we cannot use",
    "expiry-missing": "Enter the expiry date",
    "expiry-invalid": "Enter the month and year, such as 08\u00a0/\u00a030",
    "card-expired": "This card has expired. Use another card",
    "cvc-missing": "Enter the security code",
    "cvc-invalid": "Enter the 3 digits on the back of the card (American Express: 4 on the front)",
    "temporarily-unavailable": "We cannot take your payment right now. Try again in a moment",
    "too-many-cards": guardEn.tooManyCards,
  },
  cart: cartEn,
  cardForm: cardEn,
  checkout: checkoutEn,
  paymentLink: paymentLinkEn,
  retry: retryEn,
  mail: mailEn,
  provider: {
    heading: (method: string) => `Pay with ${method}`,
    choose: "Choose how to pay",
    otherWays: "Other ways to pay",
    proceed: (method: string) => `Continue to ${method}`,
    /** For methods that need no page of their own. */
    confirm: (amount: string) => `Confirm payment of ${amount}`,
    chooseAnother: "Choose another way to pay",
    payWithApp: "Pay with the Bancontact app",
    names: {
      BANKTRANS: "Bank transfer",
      DIRDEB: "SEPA Direct Debit",
      EINVOICE: "E-Invoicing",
      PAYAFTER: "Pay After Delivery",
    },
    fields: {
      account_holder_name: "Name of the account holder",
      account_holder_iban: "IBAN",
      birthday: "Date of birth",
      phone: "Phone number",
      email: "Email address",
    },
    optional: (field: string) => `${field} (optional)`,
    ibanHint: "You find it on your bank card, such as NL91 ABNA 0417 1643 00",
    birthdayHint: "Such as 31-12-1990",
    errors: {
      account_holder_name: "Enter the name of the account holder",
      account_holder_iban: "Enter a valid IBAN",
      birthday: "Enter your date of birth, such as 31-12-1990",
      phone: "Enter your phone number",
      email: "Enter your email address",
    },
    mandateForLater: (shop: string) =>
      `By confirming, you allow ${shop} to collect this amount from your account now, and later amounts as you agreed with ${shop}.`,
    mandate: (shop: string) =>
      `By confirming, you allow ${shop} to collect this amount once from your account.`,
  },
  atProvider: {
    heading: (method: string) => `Finish your payment with ${method}`,
    sentence: "Your payment has been started there. You can continue it or cancel it.",
  },
  transfer: {
    heading: "Transfer the amount",
    sentence:
      "Transfer the amount to the account below. Add the reference, so that we know the payment is yours.",
    amount: "Amount",
    holder: "Account holder",
    iban: "IBAN",
    bic: "BIC",
    bank: "Bank",
    reference: "Reference",
  },
  method: {
    heading: "Preparing your payment",
    sentence: "We are making a secure connection to your bank. This takes a few seconds.",
    frame: "Connection to your bank",
    proceed: "Continue",
  },
  challenge: {
    heading: "Confirm with your bank",
    sentence:
      "Your bank wants to make sure that it is you. Confirm the payment there, and you will come straight back.",
    proceed: "Continue to your bank",
  },
  waiting: {
    heading: "We are confirming your payment",
    sentence: "This usually takes a few seconds. Please do not pay again.",
    refresh: "Check again",
  },
  result: {
    completed: {
      heading: "Payment successful",
      sentence: (shop: string) => `Thank you. ${shop} has received your payment.`,
    },
    pending: {
      heading: "Your payment is being processed",
      sentence: (shop: string) =>
        `There is nothing left for you to do. ${shop} will hear from us when it is done.`,
    },
    declined: {
      heading: "Your payment did not go through",
      sentence: (shop: string) =>
        `Your bank did not approve this payment, so ${shop} has not received any money. You can try again with another card, or ask your bank for the reason.`,
    },
    cancelled: {
      heading: "Payment cancelled",
      sentence: (shop: string) => `You cancelled this payment. ${shop} has not received any money.`,
    },
    expired: {
      heading: "The time to pay has passed",
      sentence: (shop: string) => `This payment is no longer open. Go back to ${shop} to order again.`,
    },
    mayClose: "You may close this window.",
  },
  linkGone: {
    used: {
      heading: "This payment link has been used",
      sentence:
        "Your payment was already handled. You do not have to do anything, and you will not pay twice.",
    },
    closed: {
      heading: "This payment link is closed",
      sentence: "This payment was not made, and no money was taken. Go back to the shop to order again.",
    },
    expired: {
      heading: "This payment link has expired",
      sentence: "The time to pay has passed. Go back to the shop to order again.",
    },
    unknown: {
      heading: "We do not know this payment link",
      sentence: "Check that the address is complete, or go back to the shop and try again.",
    },
  },
  error: {
    "cross-site": guardEn.crossSite,
    "bad-request": {
      heading: "We could not read that",
      sentence: "Something was missing from what your browser sent. Go back to the shop and try again.",
    },
    "too-many": {
      heading: "That was a little too fast",
      sentence: "We received many requests from your connection. Wait a minute and try again.",
    },
    unavailable: {
      heading: "Something went wrong on our side",
      sentence: "Wait a minute and try again. If you have just paid, ask the shop before you pay again.",
    },
    "not-found": {
      heading: "This page does not exist",
      sentence: "Check that the address is complete, or go back to the shop.",
    },
    incident: "Reference for support",
  },
  backToShop: (shop: string) => `Back to ${shop}`,
  /** Where the shop’s name is not known. */
  backToTheShop: "Back to the shop",
  /** A label with what it labels behind it, on one line. */
  withColon: (label: string) => `${label}:`,
  chooseLanguage: "Language",
  securePage: "Secure payment",
};

/** A complete catalogue of one language. */
export type Texts = typeof en;
