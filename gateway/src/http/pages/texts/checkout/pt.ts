import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in Portuguese. */
export const checkoutPt: CheckoutTexts = {
  heading: "Os seus dados",
  shipsElsewhere: "Entregar noutra morada",
  deliveryAddress: "Morada de entrega",
  shipping: "Entrega",
  shippingAdded: "O custo da entrega é acrescentado ao valor.",
  free: "grátis",
  goesTo: (countries) => `Destinos: ${countries}`,
  goesNotTo: (countries) => `Destinos excluídos: ${countries}`,
  chooseCountry: "Escolha um país",
  proceed: "Continuar para o pagamento",
  fields: {
    first_name: "Nome próprio",
    last_name: "Apelido",
    address1: "Rua",
    house_number: "Número",
    zip_code: "Código postal",
    city: "Localidade",
    country: "País",
    email: "Endereço de e-mail",
    phone: "Número de telefone",
    company_name: "Empresa",
  },
  errors: {
    first_name: "Introduza o seu nome próprio",
    last_name: "Introduza o seu apelido",
    address1: "Introduza a sua rua",
    house_number: "Introduza o número da porta (10 caracteres no máximo)",
    zip_code: "Introduza o seu código postal",
    city: "Introduza a sua localidade",
    country: "Escolha o seu país",
    email: "Introduza o seu endereço de e-mail",
    phone: "Introduza o seu número de telefone",
    company_name: "Introduza o nome da sua empresa",
    shipping_method: "Escolha como pretende receber a sua encomenda",
  },
  notShipped: "A loja não faz entregas neste país",
  notDelivered:
    "Esta forma de entrega não está disponível para o país da morada. Escolha outra forma de entrega ou outra morada",
};
