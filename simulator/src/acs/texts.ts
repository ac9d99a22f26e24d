import type { Language } from "../languages.ts";
import type { FinalTransStatus } from "./result.ts";

export interface AcsTexts {
  readonly title: string;
  readonly question: string;
  readonly merchant: string;
  readonly amount: string;
  readonly card: string;
  readonly cardEndingIn: string;
  readonly result: string;
  readonly results: Readonly<Record<FinalTransStatus, string>>;
  readonly confirm: string;
  readonly cancel: string;
  readonly simulated: string;
  readonly doneTitle: string;
  readonly done: string;
  readonly alreadyDone: string;
  readonly backToMerchant: string;
  readonly unusableTitle: string;
  readonly unusable: string;
  readonly unknown: string;
  readonly noChoice: string;
  readonly methodTitle: string;
  readonly goOn: string;
}

export const acsTexts: Readonly<Record<Language, AcsTexts>> = {
  en: {
    title: "Confirm your payment",
    question: "Your bank asks you to confirm this payment.",
    merchant: "Merchant",
    amount: "Amount",
    card: "Card",
    cardEndingIn: "ending in",
    result: "Result of the check",
    results: {
      Y: "Authenticated (Y)",
      N: "Not authenticated (N)",
      A: "Attempted (A)",
      U: "Unavailable (U)",
      R: "Rejected by issuer (R)",
    },
    confirm: "Confirm",
    cancel: "Cancel payment",
    simulated: "A simulated bank. No money moves here.",
    doneTitle: "Thank you",
    done: "You are on your way back to the shop.",
    alreadyDone: "This payment was already confirmed or cancelled. It cannot be decided again.",
    backToMerchant: "Back to the shop",
    unusableTitle: "This page cannot be shown",
    unusable: "The request from the shop is damaged. Please go back to the shop and start again.",
    unknown: "We know no such payment. Please go back to the shop and start again.",
    noChoice: "Please go back and choose a result from the list.",
    methodTitle: "Checking your browser",
    goOn: "Continue",
  },
  nl: {
    title: "Bevestig uw betaling",
    question: "Uw bank vraagt u deze betaling te bevestigen.",
    merchant: "Winkel",
    amount: "Bedrag",
    card: "Kaart",
    cardEndingIn: "eindigend op",
    result: "Uitkomst van de controle",
    results: {
      Y: "Bevestigd (Y)",
      N: "Niet bevestigd (N)",
      A: "Poging (A)",
      U: "Niet beschikbaar (U)",
      R: "Geweigerd door de bank (R)",
    },
    confirm: "Bevestigen",
    cancel: "Betaling annuleren",
    simulated: "Een nagebootste bank. Hier beweegt geen geld.",
    doneTitle: "Dank u wel",
    done: "U gaat terug naar de winkel.",
    alreadyDone: "Deze betaling is al bevestigd of geannuleerd. Zij kan niet nog eens worden beslist.",
    backToMerchant: "Terug naar de winkel",
    unusableTitle: "Deze pagina kan niet worden getoond",
    unusable: "De aanvraag van de winkel is beschadigd. Ga terug naar de winkel en begin opnieuw.",
    unknown: "Wij kennen deze betaling niet. Ga terug naar de winkel en begin opnieuw.",
    noChoice: "Ga terug en kies een uitkomst uit de lijst.",
    methodTitle: "Uw browser wordt gecontroleerd",
    goOn: "Verder",
  },
  de: {
    title: "Zahlung bestätigen",
    question: "Ihre Bank bittet Sie, diese Zahlung zu bestätigen.",
    merchant: "Händler",
    amount: "Betrag",
    card: "Karte",
    cardEndingIn: "mit den Endziffern",
    result: "Ergebnis der Prüfung",
    results: {
      Y: "Bestätigt (Y)",
      N: "Nicht bestätigt (N)",
      A: "Versucht (A)",
      U: "Nicht verfügbar (U)",
      R: "Von der Bank abgelehnt (R)",
    },
    confirm: "Bestätigen",
    cancel: "Zahlung abbrechen",
    simulated: "Eine nachgebildete Bank. Hier fließt kein Geld.",
    doneTitle: "Vielen Dank",
    done: "Sie werden zum Händler zurückgeleitet.",
    alreadyDone:
      "Diese Zahlung wurde bereits bestätigt oder abgebrochen. Sie kann nicht noch einmal entschieden werden.",
    backToMerchant: "Zurück zum Händler",
    unusableTitle: "Diese Seite kann nicht angezeigt werden",
    unusable:
      "Die Anfrage des Händlers ist beschädigt. Bitte gehen Sie zum Händler zurück und beginnen Sie neu.",
    unknown: "Diese Zahlung ist uns nicht bekannt. Bitte gehen Sie zum Händler zurück und beginnen Sie neu.",
    noChoice: "Bitte gehen Sie zurück und wählen Sie ein Ergebnis aus der Liste.",
    methodTitle: "Ihr Browser wird geprüft",
    goOn: "Weiter",
  },
};
