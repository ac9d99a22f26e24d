/**
 * An international phone number as EMV 3DS wants it: country code and subscriber
 * apart. How long the country code is follows from its first two digits (ITU-T
 * E.164): zones 1 and 7 have one digit, these have two, all others three.
 */
export interface PhoneNumber {
  readonly cc: string;
  readonly subscriber: string;
}

const twoDigitCodes: ReadonlySet<string> = new Set(
  (
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 " +
    "60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98"
  ).split(" "),
);

/** Null for a national number: without a country code it means nothing to an issuer abroad. */
export function phoneNumber(text: string): PhoneNumber | null {
  const match = /^(?:\+|00)(\d{5,18})$/.exec(text.replace(/[\s().-]/g, ""));
  const digits = match?.[1];
  if (digits === undefined || digits.startsWith("0")) return null;
  const length = countryCodeLength(digits);
  const subscriber = digits.slice(length);
  return subscriber.length <= 15 ? { cc: digits.slice(0, length), subscriber } : null;
}

function countryCodeLength(digits: string): number {
  if (digits.startsWith("1") || digits.startsWith("7")) return 1;
  return twoDigitCodes.has(digits.slice(0, 2)) ? 2 : 3;
}
