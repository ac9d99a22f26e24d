import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Danish. */
export const checkoutDa: CheckoutTexts = {
  heading: "Dine oplysninger",
  shipsElsewhere: "Levér til en anden adresse",
  deliveryAddress: "Leveringsadresse",
  shipping: "Levering",
  shippingAdded: "Prisen for leveringen lægges til beløbet.",
  free: "gratis",
  goesTo: (countries) => `Leveres til: ${countries}`,
  goesNotTo: (countries) => `Leveres ikke til: ${countries}`,
  chooseCountry: "Vælg et land",
  proceed: "Fortsæt til betaling",
  fields: {
    first_name: "Fornavn",
    last_name: "Efternavn",
    address1: "Vejnavn",
    house_number: "Husnummer",
    zip_code: "Postnummer",
    city: "By",
    country: "Land",
    email: "E-mailadresse",
    phone: "Telefonnummer",
    company_name: "Firma",
  },
  errors: {
    first_name: "Indtast dit fornavn",
    last_name: "Indtast dit efternavn",
    address1: "Indtast dit vejnavn",
    house_number: "Indtast dit husnummer (højst 10 tegn)",
    zip_code: "Indtast dit postnummer",
    city: "Indtast din by",
    country: "Vælg dit land",
    email: "Indtast din e-mailadresse",
    phone: "Indtast dit telefonnummer",
    company_name: "Indtast navnet på dit firma",
    shipping_method: "Vælg, hvordan du vil modtage din ordre",
  },
  notShipped: "Butikken leverer ikke til dette land",
  notDelivered:
    "Denne leveringsmåde gælder ikke for landet i adressen. Vælg en anden leveringsmåde eller en anden adresse",
};
