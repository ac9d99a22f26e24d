/**
 * The catalogue of errors a shop may receive (contract, errors.md): code → what
 * it says and the HTTP status it travels with. A code is never reused.
 */
export const catalogue = {
  404: { info: "Not found", status: 404 },
  409: { info: "Request in progress", status: 409 },
  422: { info: "Idempotency key used for another request", status: 422 },
  429: { info: "Too many requests", status: 429 },
  503: { info: "Service unavailable", status: 503 },
  1000: { info: "Transaction not allowed", status: 404 },
  1001: { info: "Invalid amount", status: 404 },
  1002: { info: "Invalid currency", status: 404 },
  1003: { info: "Invalid account ID", status: 404 },
  1006: { info: "Invalid transaction ID", status: 404 },
  1007: { info: "Invalid IP address", status: 404 },
  1008: { info: "Invalid description", status: 404 },
  1010: { info: "Invalid variable", status: 404 },
  1016: { info: "Missing data", status: 404 },
  1018: { info: "Invalid country code", status: 404 },
  1021: { info: "Cannot create transaction", status: 404 },
  1023: { info: "No gateway (payment method) available", status: 404 },
  1025: { info: "Multiple currencies in cart", status: 404 },
  1026: { info: "Cart currency different to order currency", status: 404 },
  1027: { info: "Invalid cart amount", status: 404 },
  1028: { info: "Incorrect custom tax rate", status: 404 },
  1029: { info: "Invalid tax rate specified for item", status: 404 },
  1030: { info: "Incorrect item currency", status: 404 },
  1031: { info: "Incorrect item price", status: 404 },
  1033: { info: "Error fetching refund information", status: 404 },
  1034: { info: "Cannot refund transaction", status: 404 },
  1032: { info: "Invalid API key", status: 401 },
  1036: { info: "Invalid iDEAL issuer ID", status: 404 },
  9999: { info: "Unknown error", status: 500 },
} as const;

export type RefusalCode = keyof typeof catalogue;

/** Why a request is not carried out; `info` is a sentence for the shop's developer. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly info: string;
  /** Seconds after which trying again makes sense, where that is known. */
  readonly retryAfterS?: number;
}

/** The catalogue's own text unless a more exact one is given. */
export const refusal = (code: RefusalCode, info?: string): Refusal => ({
  code,
  info: info ?? catalogue[code].info,
});

/** Refused for asking too often: 429, with the wait that Retry-After tells. */
export const tooMany = (what: string, retryAfterS: number): Refusal => ({
  ...refusal(429, `Too many requests: ${what}`),
  retryAfterS,
});
