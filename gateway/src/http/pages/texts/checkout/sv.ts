import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Swedish. */
export const checkoutSv: CheckoutTexts = {
  heading: "Dina uppgifter",
  shipsElsewhere: "Leverera till en annan adress",
  deliveryAddress: "Leveransadress",
  shipping: "Leverans",
  shippingAdded: "Leveranskostnaden läggs till beloppet.",
  free: "gratis",
  goesTo: (countries) => `Levereras till: ${countries}`,
  goesNotTo: (countries) => `Levereras inte till: ${countries}`,
  chooseCountry: "Välj ett land",
  proceed: "Fortsätt till betalning",
  fields: {
    first_name: "Förnamn",
    last_name: "Efternamn",
    address1: "Gata",
    house_number: "Husnummer",
    zip_code: "Postnummer",
    city: "Ort",
    country: "Land",
    email: "E-postadress",
    phone: "Telefonnummer",
    company_name: "Företag",
  },
  errors: {
    first_name: "Ange ditt förnamn",
    last_name: "Ange ditt efternamn",
    address1: "Ange din gata",
    house_number: "Ange ditt husnummer (högst 10 tecken)",
    zip_code: "Ange ditt postnummer",
    city: "Ange din ort",
    country: "Välj ditt land",
    email: "Ange din e-postadress",
    phone: "Ange ditt telefonnummer",
    company_name: "Ange namnet på ditt företag",
    shipping_method: "Välj hur du vill ta emot din beställning",
  },
  notShipped: "Butiken levererar inte till det här landet",
  notDelivered:
    "Det här leveranssättet gäller inte för landet i adressen. Välj ett annat leveranssätt eller en annan adress",
};
