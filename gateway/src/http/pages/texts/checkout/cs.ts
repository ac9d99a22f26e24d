import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Czech. */
export const checkoutCs: CheckoutTexts = {
  heading: "Vaše údaje",
  shipsElsewhere: "Doručit na jinou adresu",
  deliveryAddress: "Doručovací adresa",
  shipping: "Doprava",
  shippingAdded: "Cena dopravy se přičte k\u00a0částce.",
  free: "zdarma",
  goesTo: (countries) => `Oblast doručení: ${countries}`,
  goesNotTo: (countries) => `Sem nedoručujeme: ${countries}`,
  chooseCountry: "Zvolte zemi",
  proceed: "Pokračovat k\u00a0platbě",
  fields: {
    first_name: "Jméno",
    last_name: "Příjmení",
    address1: "Ulice",
    house_number: "Číslo domu",
    zip_code: "PSČ",
    city: "Město nebo obec",
    country: "Země",
    email: "E-mailová adresa",
    phone: "Telefonní číslo",
    company_name: "Firma",
  },
  errors: {
    first_name: "Zadejte jméno",
    last_name: "Zadejte příjmení",
    address1: "Zadejte ulici",
    house_number: "Zadejte číslo domu (nejvýše 10 znaků)",
    zip_code: "Zadejte PSČ",
    city: "Zadejte město nebo obec",
    country: "Zvolte zemi",
    email: "Zadejte e-mailovou adresu",
    phone: "Zadejte telefonní číslo",
    company_name: "Zadejte název firmy",
    shipping_method: "Zvolte, jak chcete objednávku převzít",
  },
  notShipped: "Do této země obchod nedoručuje",
  notDelivered:
    "Tento způsob dopravy není pro zemi uvedenou v\u00a0adrese dostupný. Zvolte jiný způsob dopravy nebo jinou adresu",
};
