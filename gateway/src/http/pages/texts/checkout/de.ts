import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in German. */
export const checkoutDe: CheckoutTexts = {
  heading: "Ihre Angaben",
  shipsElsewhere: "An eine andere Adresse liefern",
  deliveryAddress: "Lieferadresse",
  shipping: "Lieferung",
  shippingAdded: "Die Lieferkosten kommen zum Betrag hinzu.",
  free: "kostenlos",
  goesTo: (countries) => `Lieferung nach: ${countries}`,
  goesNotTo: (countries) => `Keine Lieferung nach: ${countries}`,
  chooseCountry: "Land wählen",
  proceed: "Weiter zur Zahlung",
  fields: {
    first_name: "Vorname",
    last_name: "Nachname",
    address1: "Straße",
    house_number: "Hausnummer",
    zip_code: "Postleitzahl",
    city: "Ort",
    country: "Land",
    email: "E-Mail-Adresse",
    phone: "Telefonnummer",
    company_name: "Firma",
  },
  errors: {
    first_name: "Geben Sie Ihren Vornamen ein",
    last_name: "Geben Sie Ihren Nachnamen ein",
    address1: "Geben Sie Ihre Straße ein",
    house_number: "Geben Sie Ihre Hausnummer ein (höchstens 10 Zeichen)",
    zip_code: "Geben Sie Ihre Postleitzahl ein",
    city: "Geben Sie Ihren Ort ein",
    country: "Wählen Sie Ihr Land",
    email: "Geben Sie Ihre E-Mail-Adresse ein",
    phone: "Geben Sie Ihre Telefonnummer ein",
    company_name: "Geben Sie den Namen Ihrer Firma ein",
    shipping_method: "Wählen Sie, wie Sie Ihre Bestellung erhalten möchten",
  },
  notShipped: "Der Shop liefert nicht in dieses Land",
  notDelivered:
    "Diese Lieferart ist für das Land der Adresse nicht verfügbar. Wählen Sie eine andere Lieferart oder eine andere Adresse",
};
