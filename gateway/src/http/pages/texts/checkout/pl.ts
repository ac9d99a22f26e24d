import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Polish. */
export const checkoutPl: CheckoutTexts = {
  heading: "Twoje dane",
  shipsElsewhere: "Dostawa na inny adres",
  deliveryAddress: "Adres dostawy",
  shipping: "Dostawa",
  shippingAdded: "Koszt dostawy zostanie doliczony do kwoty.",
  free: "bezpłatnie",
  goesTo: (countries) => `Obszar dostawy: ${countries}`,
  goesNotTo: (countries) => `Brak dostawy: ${countries}`,
  chooseCountry: "Wybierz kraj",
  proceed: "Przejdź do płatności",
  fields: {
    first_name: "Imię",
    last_name: "Nazwisko",
    address1: "Ulica",
    house_number: "Numer domu",
    zip_code: "Kod pocztowy",
    city: "Miejscowość",
    country: "Kraj",
    email: "Adres e-mail",
    phone: "Numer telefonu",
    company_name: "Firma",
  },
  errors: {
    first_name: "Wpisz imię",
    last_name: "Wpisz nazwisko",
    address1: "Wpisz ulicę",
    house_number: "Wpisz numer domu (najwyżej 10 znaków)",
    zip_code: "Wpisz kod pocztowy",
    city: "Wpisz miejscowość",
    country: "Wybierz kraj",
    email: "Wpisz adres e-mail",
    phone: "Wpisz numer telefonu",
    company_name: "Wpisz nazwę firmy",
    shipping_method: "Wybierz sposób odbioru zamówienia",
  },
  notShipped: "Sklep nie dostarcza zamówień do tego kraju",
  notDelivered:
    "Ten sposób dostawy nie obejmuje kraju podanego w\u00a0adresie. Wybierz inny sposób dostawy lub inny adres",
};
