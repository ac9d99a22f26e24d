import type { Language } from "../languages.ts";

export interface ShopTexts {
  readonly tagline: string;
  readonly choose: string;
  readonly quantity: string;
  readonly payment: string;
  readonly redirect: string;
  readonly redirectHint: string;
  readonly direct: string;
  readonly directHint: string;
  readonly card: string;
  readonly notification: string;
  readonly threeDSecure: string;
  readonly asConfigured: string;
  readonly always: string;
  readonly never: string;
  readonly developer: string;
  readonly pay: string;
  readonly cards: string;
  readonly cardsHint: string;
  readonly number: string;
  readonly brand: string;
  readonly ending: string;
  readonly order: string;
  readonly paidTitle: string;
  readonly paid: string;
  readonly unpaidTitle: string;
  readonly unpaid: string;
  readonly openTitle: string;
  readonly open: string;
  readonly continuePayment: string;
  readonly gatewaySays: string;
  readonly status: string;
  readonly financialStatus: string;
  readonly amount: string;
  readonly reason: string;
  readonly paidWith: string;
  readonly notifications: string;
  readonly noNotifications: string;
  readonly time: string;
  readonly method: string;
  readonly signature: string;
  readonly backToShop: string;
  readonly mailbox: string;
  readonly troubleTitle: string;
  readonly unreachable: string;
  readonly noKey: string;
  readonly refused: string;
  readonly badForm: string;
}

export const shopTexts: Readonly<Record<Language, ShopTexts>> = {
  en: {
    tagline: "Coffee from beside the water. A demo shop: nothing is delivered and no money moves.",
    choose: "Choose something",
    quantity: "Quantity",
    payment: "Payment",
    redirect: "On the payment page",
    redirectHint: "The shopper types the card at the gateway (redirect).",
    direct: "By the shop's server",
    directHint: "The shop sends the card itself (direct).",
    card: "Test card",
    notification: "Notification",
    threeDSecure: "3-D Secure",
    asConfigured: "as the issuer wants",
    always: "always (flexible_3d on)",
    never: "never (flexible_3d off)",
    developer: "For developers",
    pay: "Order and pay",
    cards: "Test cards",
    cardsHint: "Any expiry date in the future and any CVC.",
    number: "Number",
    brand: "Brand",
    ending: "Ends as",
    order: "Order",
    paidTitle: "Thank you for your order",
    paid: "Your payment was received.",
    unpaidTitle: "Your order was not paid",
    unpaid: "The payment did not succeed or was cancelled. Nothing was charged.",
    openTitle: "Waiting for your payment",
    open: "The payment is not finished yet. This page looks again by itself.",
    continuePayment: "Continue the payment",
    gatewaySays: "What the gateway says",
    status: "Status",
    financialStatus: "Financial status",
    amount: "Amount",
    reason: "Reason",
    paidWith: "Paid with",
    notifications: "Notifications received",
    noNotifications: "None yet.",
    time: "Time",
    method: "Method",
    signature: "Signature",
    backToShop: "Back to the shop",
    mailbox: "Test mailbox",
    troubleTitle: "Something is wrong here",
    unreachable: "The payment gateway cannot be reached. Is it running? It is expected at",
    noKey:
      "The shop has no API key. Set SLUIS_API_KEY to the key that the gateway printed and start the simulator again.",
    refused: "The gateway refused:",
    badForm: "The shop does not understand this order. Please go back and choose again.",
  },
  nl: {
    tagline: "Koffie van de waterkant. Een demowinkel: er wordt niets geleverd en er beweegt geen geld.",
    choose: "Kies iets uit",
    quantity: "Aantal",
    payment: "Betaling",
    redirect: "Op de betaalpagina",
    redirectHint: "De klant voert de kaart in bij de gateway (redirect).",
    direct: "Via de server van de winkel",
    directHint: "De winkel stuurt de kaart zelf (direct).",
    card: "Testkaart",
    notification: "Notificatie",
    threeDSecure: "3-D Secure",
    asConfigured: "zoals de bank het wil",
    always: "altijd (flexible_3d aan)",
    never: "nooit (flexible_3d uit)",
    developer: "Voor ontwikkelaars",
    pay: "Bestellen en betalen",
    cards: "Testkaarten",
    cardsHint: "Elke vervaldatum in de toekomst en elke CVC.",
    number: "Nummer",
    brand: "Merk",
    ending: "Eindigt als",
    order: "Bestelling",
    paidTitle: "Bedankt voor uw bestelling",
    paid: "Uw betaling is ontvangen.",
    unpaidTitle: "Uw bestelling is niet betaald",
    unpaid: "De betaling is niet gelukt of geannuleerd. Er is niets afgeschreven.",
    openTitle: "Wij wachten op uw betaling",
    open: "De betaling is nog niet klaar. Deze pagina kijkt vanzelf opnieuw.",
    continuePayment: "Verder met betalen",
    gatewaySays: "Wat de gateway zegt",
    status: "Status",
    financialStatus: "Financiële status",
    amount: "Bedrag",
    reason: "Reden",
    paidWith: "Betaald met",
    notifications: "Ontvangen notificaties",
    noNotifications: "Nog geen.",
    time: "Tijd",
    method: "Methode",
    signature: "Handtekening",
    backToShop: "Terug naar de winkel",
    mailbox: "Testpostvak",
    troubleTitle: "Hier klopt iets niet",
    unreachable: "De betaalgateway is niet bereikbaar. Draait hij? Hij wordt verwacht op",
    noKey:
      "De winkel heeft geen API-sleutel. Zet SLUIS_API_KEY op de sleutel die de gateway heeft getoond en start de simulator opnieuw.",
    refused: "De gateway weigerde:",
    badForm: "De winkel begrijpt deze bestelling niet. Ga terug en kies opnieuw.",
  },
  de: {
    tagline: "Kaffee vom Wasser. Ein Demoshop: Es wird nichts geliefert und kein Geld bewegt.",
    choose: "Suchen Sie sich etwas aus",
    quantity: "Menge",
    payment: "Zahlung",
    redirect: "Auf der Zahlungsseite",
    redirectHint: "Der Kunde gibt die Karte beim Gateway ein (redirect).",
    direct: "Über den Server des Shops",
    directHint: "Der Shop sendet die Karte selbst (direct).",
    card: "Testkarte",
    notification: "Benachrichtigung",
    threeDSecure: "3-D Secure",
    asConfigured: "wie die Bank es will",
    always: "immer (flexible_3d an)",
    never: "nie (flexible_3d aus)",
    developer: "Für Entwickler",
    pay: "Bestellen und bezahlen",
    cards: "Testkarten",
    cardsHint: "Jedes Ablaufdatum in der Zukunft und jede Prüfziffer.",
    number: "Nummer",
    brand: "Marke",
    ending: "Endet als",
    order: "Bestellung",
    paidTitle: "Vielen Dank für Ihre Bestellung",
    paid: "Ihre Zahlung ist eingegangen.",
    unpaidTitle: "Ihre Bestellung wurde nicht bezahlt",
    unpaid: "Die Zahlung ist fehlgeschlagen oder wurde abgebrochen. Es wurde nichts abgebucht.",
    openTitle: "Wir warten auf Ihre Zahlung",
    open: "Die Zahlung ist noch nicht abgeschlossen. Diese Seite sieht von selbst wieder nach.",
    continuePayment: "Zahlung fortsetzen",
    gatewaySays: "Was das Gateway sagt",
    status: "Status",
    financialStatus: "Finanzstatus",
    amount: "Betrag",
    reason: "Grund",
    paidWith: "Bezahlt mit",
    notifications: "Empfangene Benachrichtigungen",
    noNotifications: "Noch keine.",
    time: "Zeit",
    method: "Methode",
    signature: "Signatur",
    backToShop: "Zurück zum Shop",
    mailbox: "Test-Postfach",
    troubleTitle: "Hier stimmt etwas nicht",
    unreachable: "Das Zahlungsgateway ist nicht erreichbar. Läuft es? Es wird erwartet unter",
    noKey:
      "Der Shop hat keinen API-Schlüssel. Setzen Sie SLUIS_API_KEY auf den Schlüssel, den das Gateway ausgegeben hat, und starten Sie den Simulator neu.",
    refused: "Das Gateway hat abgelehnt:",
    badForm: "Der Shop versteht diese Bestellung nicht. Bitte gehen Sie zurück und wählen Sie noch einmal.",
  },
};
