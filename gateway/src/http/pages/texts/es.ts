import { cartEs } from "./cart/es.ts";
import { cardEs } from "./card/es.ts";
import { checkoutEs } from "./checkout/es.ts";
import { guardEs } from "./guard/es.ts";
import type { Texts } from "./en.ts";
import { paymentLinkEs } from "./payment-link/es.ts";
import { retryEs } from "./retry/es.ts";
import { mailEs } from "./mail/es.ts";

/** Spanish, in the polite form. */
export const es: Texts = {
  languageName: "Español",
  defaultLocale: "es_ES",
  htmlLang: "es",

  summary: {
    heading: "Resumen del pedido",
    description: "Descripción",
    orderId: "Número de pedido",
    items: "Artículos",
    paidBefore: "Pagado con tarjeta regalo",
    noCharge: "No se le cobrará nada. Solo comprobamos que su tarjeta funciona.",
  },
  testMode: {
    line: "Modo de prueba: sin pagos reales",
    cards: "Tarjetas de prueba",
    cardsHint: "Cualquier nombre, cualquier fecha futura, cualquier código CVC.",
    approved: "Aprobada",
    insufficientFunds: "Denegada: fondos insuficientes",
  },
  card: {
    title: (shop) => `Pago a ${shop}`,
    heading: "Pagar con tarjeta",
    acceptedBrands: "Tarjetas aceptadas",
    cardNumber: "Número de tarjeta",
    holderName: "Nombre que figura en la tarjeta",
    expiry: "Caducidad",
    expiryFormat: "MM / AA",
    cvc: "Código CVC",
    cvcHint: "3 dígitos del reverso",
    cvcHintAmex: "4 dígitos del anverso",
    pay: (amount) => `Pagar ${amount}`,
    confirmCard: "Confirmar tarjeta",
    busy: "Un momento…",
    cancel: "Cancelar el pago",
    privacy: (shop) => `${shop} no verá los datos de su tarjeta.`,
    errorSummary: "Revise sus datos",
  },
  cardErrors: {
    ...cardEs.errors,
    "card-number-missing": "Introduzca el número de su tarjeta",
    "card-number-invalid": "El número de tarjeta no es correcto. Revise los dígitos",
    "card-brand-unsupported": "Este tipo de tarjeta no se acepta aquí. Utilice otra tarjeta",
    "holder-name-missing": "Introduzca el nombre tal como figura en la tarjeta",
    "holder-name-invalid": "El nombre es demasiado largo o contiene caracteres no permitidos",
    "expiry-missing": "Introduzca la fecha de caducidad",
    "expiry-invalid": "Introduzca el mes y el año, por ejemplo 08\u00a0/\u00a030",
    "card-expired": "Esta tarjeta ha caducado. Utilice otra tarjeta",
    "cvc-missing": "Introduzca el código CVC",
    "cvc-invalid": "Introduzca los 3 dígitos del reverso de la tarjeta (American Express: los 4 del anverso)",
    "temporarily-unavailable":
      "En este momento no podemos procesar su pago. Inténtelo de nuevo en unos instantes",
    "too-many-cards": guardEs.tooManyCards,
  },
  cart: cartEs,
  cardForm: cardEs,
  checkout: checkoutEs,
  paymentLink: paymentLinkEs,
  retry: retryEs,
  mail: mailEs,
  provider: {
    heading: (method: string) => `Pagar con ${method}`,
    choose: "Elija cómo desea pagar",
    otherWays: "Otras formas de pago",
    proceed: (method: string) => `Continuar a ${method}`,
    confirm: (amount: string) => `Confirmar el pago de ${amount}`,
    chooseAnother: "Elegir otra forma de pago",
    payWithApp: "Pagar con la aplicación Bancontact",
    names: {
      BANKTRANS: "Transferencia bancaria",
      DIRDEB: "Adeudo directo SEPA",
      EINVOICE: "Factura",
      PAYAFTER: "Pago tras la entrega",
    },
    fields: {
      account_holder_name: "Nombre del titular de la cuenta",
      account_holder_iban: "IBAN",
      birthday: "Fecha de nacimiento",
      phone: "Número de teléfono",
      email: "Correo electrónico",
    },
    optional: (field) => `${field} (opcional)`,
    ibanHint: "Lo encontrará en su banca en línea, por ejemplo ES91 2100 0418 4502 0005 1332",
    birthdayHint: "Por ejemplo 31/12/1990",
    errors: {
      account_holder_name: "Introduzca el nombre del titular de la cuenta",
      account_holder_iban: "Introduzca un IBAN válido",
      birthday: "Introduzca su fecha de nacimiento, por ejemplo 31/12/1990",
      phone: "Introduzca su número de teléfono",
      email: "Introduzca su correo electrónico",
    },
    mandateForLater: (shop: string) =>
      `Al confirmar, autoriza a ${shop} a cobrar este importe en su cuenta ahora y, más adelante, los importes que haya acordado con ${shop}.`,
    mandate: (shop: string) =>
      `Al confirmar, autoriza a ${shop} a cobrar este importe una sola vez en su cuenta.`,
  },
  atProvider: {
    heading: (method: string) => `Complete su pago con ${method}`,
    sentence: "El pago ya se ha iniciado allí. Puede continuar con él o cancelarlo.",
  },
  transfer: {
    heading: "Haga la transferencia",
    sentence:
      "Transfiera el importe a la cuenta que aparece a continuación. Indique la referencia para que podamos reconocer su pago.",
    amount: "Importe",
    holder: "Beneficiario",
    iban: "IBAN",
    bic: "BIC",
    bank: "Banco",
    reference: "Referencia",
  },
  method: {
    heading: "Estamos preparando su pago",
    sentence: "Estamos estableciendo una conexión segura con su banco. Tardará unos segundos.",
    frame: "Conexión con su banco",
    proceed: "Continuar",
  },
  challenge: {
    heading: "Confirme el pago con su banco",
    sentence: "Su banco quiere asegurarse de que es usted. Confirme allí el pago y volverá aquí enseguida.",
    proceed: "Continuar a su banco",
  },
  waiting: {
    heading: "Estamos confirmando su pago",
    sentence: "Normalmente tarda unos segundos. No vuelva a pagar, por favor.",
    refresh: "Comprobar de nuevo",
  },
  result: {
    completed: {
      heading: "Pago realizado",
      sentence: (shop) => `Gracias. ${shop} ha recibido su pago.`,
    },
    pending: {
      heading: "Su pago se está procesando",
      sentence: (shop) => `No tiene que hacer nada más. Avisaremos a ${shop} en cuanto haya terminado.`,
    },
    declined: {
      heading: "El pago no se ha realizado",
      sentence: (shop) =>
        `Su banco no ha aprobado este pago y ${shop} no ha recibido dinero. Inténtelo con otra tarjeta o pregunte el motivo a su banco.`,
    },
    cancelled: {
      heading: "Pago cancelado",
      sentence: (shop) => `Ha cancelado este pago. ${shop} no ha recibido dinero.`,
    },
    expired: {
      heading: "El plazo para pagar ha terminado",
      sentence: (shop) => `Este pago ya no está disponible. Vuelva a ${shop} para hacer un nuevo pedido.`,
    },
    mayClose: "Puede cerrar esta ventana.",
  },
  linkGone: {
    used: {
      heading: "Este enlace de pago ya se ha utilizado",
      sentence: "Su pago ya está tramitado. No tiene que hacer nada y no pagará dos veces.",
    },
    closed: {
      heading: "Este enlace de pago ya no es válido",
      sentence:
        "El pago no se ha realizado y no se le ha cobrado nada. Vuelva a la tienda para hacer un nuevo pedido.",
    },
    expired: {
      heading: "Este enlace de pago ha caducado",
      sentence: "El plazo para pagar ha terminado. Vuelva a la tienda para hacer un nuevo pedido.",
    },
    unknown: {
      heading: "No reconocemos este enlace de pago",
      sentence: "Compruebe que la dirección está completa o vuelva a la tienda e inténtelo de nuevo.",
    },
  },
  error: {
    "cross-site": guardEs.crossSite,
    "bad-request": {
      heading: "No hemos podido leer la solicitud",
      sentence: "Faltaba algo en lo que envió su navegador. Vuelva a la tienda e inténtelo de nuevo.",
    },
    "too-many": {
      heading: "Demasiado rápido",
      sentence: "Hemos recibido muchas solicitudes de su conexión. Espere un minuto e inténtelo de nuevo.",
    },
    unavailable: {
      heading: "Se ha producido un error por nuestra parte",
      sentence:
        "Espere un minuto e inténtelo de nuevo. Si acaba de pagar, consulte a la tienda antes de volver a hacerlo.",
    },
    "not-found": {
      heading: "Esta página no existe",
      sentence: "Compruebe que la dirección está completa o vuelva a la tienda.",
    },
    incident: "Referencia para el servicio de atención al cliente",
  },
  backToShop: (shop) => `Volver a ${shop}`,
  backToTheShop: "Volver a la tienda",
  withColon: (label) => `${label}:`,
  chooseLanguage: "Idioma",
  securePage: "Pago seguro",
};
