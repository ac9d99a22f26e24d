/**
 * Ids are branded so that the compiler keeps them apart; each is made only by
 * its parser. `OrderId` is the shop's own id, `OrderKey` the row's.
 */
declare const idBrand: unique symbol;
type Id<Name extends string> = string & { readonly [idBrand]: Name };

/** The shop's order id: 1..50 characters, unique per site, echoed byte for byte. */
export type OrderId = Id<"OrderId">;
/** Our key of an order row, `ord_…`. */
export type OrderKey = Id<"OrderKey">;
/** Our key of one try to pay, `att_…`. */
export type AttemptKey = Id<"AttemptKey">;
/** Unguessable name of a payment page: 35 letters and digits (contract, README §1). */
export type SessionToken = Id<"SessionToken">;

declare const transactionIdBrand: unique symbol;
/** Number of a transaction on the wire: positive, at most 16 digits and 2^53-1. */
export type TransactionId = number & { readonly [transactionIdBrand]: true };
declare const siteIdBrand: unique symbol;
export type SiteId = number & { readonly [siteIdBrand]: true };

/** Length in code points, 1..50; control characters and lone surrogates are refused. */
export function parseOrderId(text: string): OrderId | null {
  const length = [...text].length;
  if (length < 1 || length > 50 || !isPlainText(text)) return null;
  return text as OrderId;
}

/** No NUL or other control character, no lone surrogate: what PostgreSQL and JSON can both hold. */
export const isPlainText = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

export function parseOrderKey(text: string): OrderKey {
  if (!/^ord_[0-9a-f]{32}$/.test(text)) throw new Error("not an order key");
  return text as OrderKey;
}

export function parseAttemptKey(text: string): AttemptKey {
  if (!/^att_[0-9a-f]{32}$/.test(text)) throw new Error("not an attempt key");
  return text as AttemptKey;
}

export function parseSessionToken(text: string): SessionToken | null {
  return /^[A-Za-z0-9]{35}$/.test(text) ? (text as SessionToken) : null;
}

/** Looked up in the place of what is no token. Tokens are drawn from 62^35: this one is as good as never drawn. */
export const nobodysToken = "0".repeat(35) as SessionToken;

export function transactionId(value: number): TransactionId {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError("not a transaction id");
  }
  return value as TransactionId;
}

export function siteId(value: number): SiteId {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError("not a site id");
  return value as SiteId;
}
