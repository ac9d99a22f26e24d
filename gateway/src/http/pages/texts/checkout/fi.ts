import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Finnish. */
export const checkoutFi: CheckoutTexts = {
  heading: "Tietosi",
  shipsElsewhere: "Toimita toiseen osoitteeseen",
  deliveryAddress: "Toimitusosoite",
  shipping: "Toimitus",
  shippingAdded: "Toimituksen hinta lisätään summaan.",
  free: "maksuton",
  goesTo: (countries) => `Toimitusalue: ${countries}`,
  goesNotTo: (countries) => `Ei toimiteta: ${countries}`,
  chooseCountry: "Valitse maa",
  proceed: "Jatka maksamaan",
  fields: {
    first_name: "Etunimi",
    last_name: "Sukunimi",
    address1: "Katu",
    house_number: "Talon numero",
    zip_code: "Postinumero",
    city: "Postitoimipaikka",
    country: "Maa",
    email: "Sähköpostiosoite",
    phone: "Puhelinnumero",
    company_name: "Yritys",
  },
  errors: {
    first_name: "Anna etunimi",
    last_name: "Anna sukunimi",
    address1: "Anna katu",
    house_number: "Anna talon numero (enintään 10 merkkiä)",
    zip_code: "Anna postinumero",
    city: "Anna postitoimipaikka",
    country: "Valitse maa",
    email: "Anna sähköpostiosoite",
    phone: "Anna puhelinnumero",
    company_name: "Anna yrityksen nimi",
    shipping_method: "Valitse, miten haluat saada tilauksesi",
  },
  notShipped: "Kauppa ei toimita tähän maahan",
  notDelivered:
    "Tätä toimitustapaa ei voi käyttää osoitteen maassa. Valitse toinen toimitustapa tai toinen osoite",
};
