import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Dutch. */
export const checkoutNl: CheckoutTexts = {
  heading: "Uw gegevens",
  shipsElsewhere: "Op een ander adres bezorgen",
  deliveryAddress: "Bezorgadres",
  shipping: "Bezorging",
  shippingAdded: "De bezorgkosten komen bij het bedrag.",
  free: "gratis",
  goesTo: (countries) => `Bezorging in: ${countries}`,
  goesNotTo: (countries) => `Geen bezorging in: ${countries}`,
  chooseCountry: "Kies een land",
  proceed: "Verder naar betalen",
  fields: {
    first_name: "Voornaam",
    last_name: "Achternaam",
    address1: "Straat",
    house_number: "Huisnummer",
    zip_code: "Postcode",
    city: "Plaats",
    country: "Land",
    email: "E-mailadres",
    phone: "Telefoonnummer",
    company_name: "Bedrijf",
  },
  errors: {
    first_name: "Vul uw voornaam in",
    last_name: "Vul uw achternaam in",
    address1: "Vul uw straat in",
    house_number: "Vul uw huisnummer in (hoogstens 10 tekens)",
    zip_code: "Vul uw postcode in",
    city: "Vul uw plaats in",
    country: "Kies uw land",
    email: "Vul uw e-mailadres in",
    phone: "Vul uw telefoonnummer in",
    company_name: "Vul de naam van uw bedrijf in",
    shipping_method: "Kies hoe u uw bestelling wilt ontvangen",
  },
  notShipped: "De winkel bezorgt niet in dit land",
  notDelivered:
    "Deze bezorging is niet mogelijk in het land van het adres. Kies een andere bezorging of een ander adres",
};
