import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Italian. */
export const checkoutIt: CheckoutTexts = {
  heading: "I Suoi dati",
  shipsElsewhere: "Spedizione a un altro indirizzo",
  deliveryAddress: "Indirizzo di spedizione",
  shipping: "Spedizione",
  shippingAdded: "Il costo della spedizione si aggiunge all’importo.",
  free: "gratis",
  goesTo: (countries) => `Destinazioni: ${countries}`,
  goesNotTo: (countries) => `Destinazioni escluse: ${countries}`,
  chooseCountry: "Scelga un Paese",
  proceed: "Procedi al pagamento",
  fields: {
    first_name: "Nome",
    last_name: "Cognome",
    address1: "Via",
    house_number: "Numero civico",
    zip_code: "CAP",
    city: "Città",
    country: "Paese",
    email: "Indirizzo e-mail",
    phone: "Numero di telefono",
    company_name: "Azienda",
  },
  errors: {
    first_name: "Inserisca il nome",
    last_name: "Inserisca il cognome",
    address1: "Inserisca la via",
    house_number: "Inserisca il numero civico (10 caratteri al massimo)",
    zip_code: "Inserisca il CAP",
    city: "Inserisca la città",
    country: "Scelga il Paese",
    email: "Inserisca l’indirizzo e-mail",
    phone: "Inserisca il numero di telefono",
    company_name: "Inserisca il nome dell’azienda",
    shipping_method: "Scelga come ricevere l’ordine",
  },
  notShipped: "Il negozio non spedisce in questo Paese",
  notDelivered:
    "Questo metodo di spedizione non è disponibile per il Paese dell’indirizzo. Scelga un altro metodo o un altro indirizzo",
};
