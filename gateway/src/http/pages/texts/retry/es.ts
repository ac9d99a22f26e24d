import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Spanish. */
export const retryEs: RetryTexts = {
  again: "Intentar de nuevo",
  nothingPaid: (shop) => `${shop} no ha recibido dinero.`,
  causes: {
    "insufficient-funds": "No había saldo suficiente en la tarjeta o en la cuenta.",
    "card-expired": "Esta tarjeta ha caducado. Utilice otra tarjeta.",
    "not-confirmed": "Su banco no ha podido confirmar que era usted.",
    "not-finished": "La confirmación con su banco se ha cancelado.",
    "too-often": "Esta tarjeta se ha probado demasiadas veces. Espere un poco o utilice otra tarjeta.",
    technical: "No se ha podido contactar con su banco en este momento.",
    underpaid: "Se ha pagado menos del importe total. Se le devolverá el dinero.",
  },
  expired: "El pago no se completó a tiempo. Puede empezar de nuevo.",
};
