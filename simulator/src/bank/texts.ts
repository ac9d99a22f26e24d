import type { Language } from "../languages.ts";
import type { GiftCardMistake } from "./gift-cards.ts";
import type { Scenario } from "./methods.ts";
import type { PaymentStatus } from "./payment-status.ts";

export interface BankTexts {
  readonly title: string;
  readonly simulated: string;
  readonly method: string;
  readonly issuer: string;
  readonly description: string;
  readonly amount: string;
  readonly toPay: string;
  readonly scenario: string;
  readonly scenarios: Readonly<Record<Scenario, string>>;
  readonly confirm: string;
  readonly noChoice: string;
  readonly giftCardTitle: string;
  readonly cardNumber: string;
  readonly securityCode: string;
  readonly securityCodeHint: string;
  readonly pay: string;
  readonly cancel: string;
  readonly mistakes: Readonly<Record<GiftCardMistake, string>>;
  readonly overTitle: string;
  /** By what became of the payment. */
  readonly over: Readonly<Record<Exclude<PaymentStatus, "open">, string>>;
  readonly taken: string;
  readonly remains: string;
  readonly remainsHint: string;
  readonly backToShop: string;
  readonly unknownTitle: string;
  readonly unknown: string;
}

export const bankTexts: Readonly<Record<Language, BankTexts>> = {
  en: {
    title: "Pay your order",
    simulated: "A simulated bank. No money moves here.",
    method: "Method",
    issuer: "Your bank",
    description: "Description",
    amount: "Amount",
    toPay: "Still to be paid",
    scenario: "What should become of this payment?",
    scenarios: {
      success: "Success",
      failure: "Failure",
      cancelled: "Cancelled",
      expired: "Expired",
      closed: "Closed",
    },
    confirm: "Continue",
    noChoice: "Choose one of the outcomes in the list.",
    giftCardTitle: "Pay with a gift card",
    cardNumber: "Number on the card",
    securityCode: "Security code",
    securityCodeHint: "Four digits",
    pay: "Pay",
    cancel: "Cancel payment",
    mistakes: {
      badNumber: "Invalid card number",
      badSecurityCode: "The security code has four digits",
      emptyCard: "There is nothing left on this card",
    },
    overTitle: "This payment is closed",
    over: {
      pending: "Your order to pay has already been given. It cannot be changed any more.",
      authorized: "You have already agreed to this payment.",
      paid: "This payment has already been made.",
      failed: "This payment was declined.",
      cancelled: "This payment was cancelled.",
      expired: "The time for this payment is over.",
    },
    taken: "Taken from your card",
    remains: "Still to be paid",
    remainsHint: "Go back to the shop to pay the rest with another method.",
    backToShop: "Back to the shop",
    unknownTitle: "This page cannot be shown",
    unknown: "We know no such payment. Please go back to the shop and start again.",
  },
  nl: {
    title: "Betaal uw bestelling",
    simulated: "Een nagebootste bank. Hier beweegt geen geld.",
    method: "Betaalmethode",
    issuer: "Uw bank",
    description: "Omschrijving",
    amount: "Bedrag",
    toPay: "Nog te betalen",
    scenario: "Wat moet er van deze betaling worden?",
    scenarios: {
      success: "Geslaagd",
      failure: "Mislukt",
      cancelled: "Geannuleerd",
      expired: "Verlopen",
      closed: "Afgesloten",
    },
    confirm: "Verder",
    noChoice: "Kies een van de uitkomsten uit de lijst.",
    giftCardTitle: "Betaal met een cadeaukaart",
    cardNumber: "Nummer op de kaart",
    securityCode: "Beveiligingscode",
    securityCodeHint: "Vier cijfers",
    pay: "Betalen",
    cancel: "Betaling annuleren",
    mistakes: {
      badNumber: "Ongeldig kaartnummer",
      badSecurityCode: "De beveiligingscode heeft vier cijfers",
      emptyCard: "Er staat niets meer op deze kaart",
    },
    overTitle: "Deze betaling is afgesloten",
    over: {
      pending: "Uw betaalopdracht is al gegeven. Zij kan niet meer worden gewijzigd.",
      authorized: "U bent al met deze betaling akkoord gegaan.",
      paid: "Deze betaling is al gedaan.",
      failed: "Deze betaling is geweigerd.",
      cancelled: "Deze betaling is geannuleerd.",
      expired: "De tijd voor deze betaling is voorbij.",
    },
    taken: "Van uw kaart afgeschreven",
    remains: "Nog te betalen",
    remainsHint: "Ga terug naar de winkel om de rest op een andere manier te betalen.",
    backToShop: "Terug naar de winkel",
    unknownTitle: "Deze pagina kan niet worden getoond",
    unknown: "Wij kennen deze betaling niet. Ga terug naar de winkel en begin opnieuw.",
  },
  de: {
    title: "Bestellung bezahlen",
    simulated: "Eine nachgebildete Bank. Hier fließt kein Geld.",
    method: "Zahlungsart",
    issuer: "Ihre Bank",
    description: "Verwendungszweck",
    amount: "Betrag",
    toPay: "Noch zu zahlen",
    scenario: "Was soll aus dieser Zahlung werden?",
    scenarios: {
      success: "Erfolgreich",
      failure: "Fehlgeschlagen",
      cancelled: "Abgebrochen",
      expired: "Abgelaufen",
      closed: "Geschlossen",
    },
    confirm: "Weiter",
    noChoice: "Bitte wählen Sie ein Ergebnis aus der Liste.",
    giftCardTitle: "Mit Geschenkkarte bezahlen",
    cardNumber: "Nummer auf der Karte",
    securityCode: "Sicherheitscode",
    securityCodeHint: "Vier Ziffern",
    pay: "Bezahlen",
    cancel: "Zahlung abbrechen",
    mistakes: {
      badNumber: "Ungültige Kartennummer",
      badSecurityCode: "Der Sicherheitscode hat vier Ziffern",
      emptyCard: "Auf dieser Karte ist kein Guthaben mehr",
    },
    overTitle: "Diese Zahlung ist abgeschlossen",
    over: {
      pending: "Ihr Zahlungsauftrag ist bereits erteilt. Er kann nicht mehr geändert werden.",
      authorized: "Sie haben dieser Zahlung bereits zugestimmt.",
      paid: "Diese Zahlung ist bereits erfolgt.",
      failed: "Diese Zahlung wurde abgelehnt.",
      cancelled: "Diese Zahlung wurde abgebrochen.",
      expired: "Die Zeit für diese Zahlung ist abgelaufen.",
    },
    taken: "Von Ihrer Karte abgebucht",
    remains: "Noch zu zahlen",
    remainsHint: "Gehen Sie zum Händler zurück, um den Rest mit einer anderen Zahlungsart zu zahlen.",
    backToShop: "Zurück zum Händler",
    unknownTitle: "Diese Seite kann nicht angezeigt werden",
    unknown: "Diese Zahlung ist uns nicht bekannt. Bitte gehen Sie zum Händler zurück und beginnen Sie neu.",
  },
};
