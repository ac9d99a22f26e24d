/** Formats of data elements as EMV 3DS 2.2.0, table A.1, gives them. */

export const isUuid = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);

/** The case of its letters means nothing in a UUID (RFC 9562, section 4). */
export const isSameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const isTwoDigits = (value: string): boolean => /^\d{2}$/.test(value);

/** Base64 of the 20 bytes of a CAVV or AAV. */
export const isAuthenticationValue = (value: string): boolean => /^[A-Za-z0-9+/]{27}=$/.test(value);

export const isYesOrNo = (value: string): boolean => value === "Y" || value === "N";

/** Reference numbers and operator ids. */
export const isReference = (value: string): boolean => value.length >= 1 && value.length <= 32;

export const isOneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

/** Digits of an account number, as the ends of a card range are written. */
export const isAccountNumber = (value: string): boolean => /^\d{13,19}$/.test(value);

/** A fully qualified URL. Plain HTTP only where the directory server itself is reached by it: a sandbox. */
export function isUrl(value: string, rule: { readonly max: number; readonly mayBePlain: boolean }): boolean {
  if (value.length > rule.max || !URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  const isAllowed = protocol === "https:" || (rule.mayBePlain && protocol === "http:");
  return isAllowed && username === "" && password === "";
}
