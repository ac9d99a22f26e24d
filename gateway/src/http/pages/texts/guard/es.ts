import type { GuardTexts } from "./en.ts";

export const guardEs: GuardTexts = {
  tooManyCards: "Se han probado demasiadas tarjetas. Espere unos minutos antes de volver a intentarlo",
  crossSite: {
    heading: "Esta solicitud no procede de nuestra página",
    sentence:
      "Otro sitio web la ha enviado en su nombre, así que no hemos hecho nada. Abra de nuevo el enlace de pago y pague desde allí.",
  },
};
