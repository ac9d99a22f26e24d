import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Spanish. */
export const checkoutEs: CheckoutTexts = {
  heading: "Sus datos",
  shipsElsewhere: "Enviar a otra dirección",
  deliveryAddress: "Dirección de envío",
  shipping: "Envío",
  shippingAdded: "El precio del envío se suma al importe.",
  free: "gratis",
  goesTo: (countries) => `Destinos: ${countries}`,
  goesNotTo: (countries) => `Destinos excluidos: ${countries}`,
  chooseCountry: "Elija un país",
  proceed: "Continuar al pago",
  fields: {
    first_name: "Nombre",
    last_name: "Apellidos",
    address1: "Calle",
    house_number: "Número",
    zip_code: "Código postal",
    city: "Localidad",
    country: "País",
    email: "Correo electrónico",
    phone: "Número de teléfono",
    company_name: "Empresa",
  },
  errors: {
    first_name: "Introduzca su nombre",
    last_name: "Introduzca sus apellidos",
    address1: "Introduzca su calle",
    house_number: "Introduzca el número (10 caracteres como máximo)",
    zip_code: "Introduzca su código postal",
    city: "Introduzca su localidad",
    country: "Elija su país",
    email: "Introduzca su correo electrónico",
    phone: "Introduzca su número de teléfono",
    company_name: "Introduzca el nombre de su empresa",
    shipping_method: "Elija cómo desea recibir su pedido",
  },
  notShipped: "La tienda no hace envíos a este país",
  notDelivered:
    "Este envío no está disponible para el país de la dirección. Elija otra forma de envío u otra dirección",
};
