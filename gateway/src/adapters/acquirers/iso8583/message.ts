/**
 * The messages of the card link as data: which data elements exist and what each
 * may hold. ISO 8583:1987 in ASCII, the subset of docs/protocols/card-link.md. A
 * new element is a new row here; the codec reads the table and knows no element
 * by itself.
 */

/** `n` digits, `an` letters and digits, `ans` any printable ASCII character. */
export type ElementKind = "n" | "an" | "ans";

/** `LL` and `LLL`: two or three digits of length stand before the value. */
export type ElementLength = "fixed" | "LL" | "LLL";

export interface ElementFormat {
  readonly number: number;
  readonly name: string;
  readonly kind: ElementKind;
  readonly length: ElementLength;
  /** Characters: exactly for `fixed`, at most for the others (and at least one). */
  readonly max: number;
}

/** In order of number, which is the order on the wire. */
export const dataElements = [
  { number: 2, name: "primary account number", kind: "n", length: "LL", max: 19 },
  { number: 3, name: "processing code", kind: "n", length: "fixed", max: 6 },
  { number: 4, name: "amount, transaction", kind: "n", length: "fixed", max: 12 },
  { number: 7, name: "transmission date and time", kind: "n", length: "fixed", max: 10 },
  { number: 11, name: "system trace audit number", kind: "n", length: "fixed", max: 6 },
  { number: 12, name: "time, local transaction", kind: "n", length: "fixed", max: 6 },
  { number: 13, name: "date, local transaction", kind: "n", length: "fixed", max: 4 },
  { number: 14, name: "date, expiration", kind: "n", length: "fixed", max: 4 },
  { number: 18, name: "merchant category code", kind: "n", length: "fixed", max: 4 },
  { number: 22, name: "point of service entry mode", kind: "n", length: "fixed", max: 3 },
  { number: 25, name: "point of service condition code", kind: "n", length: "fixed", max: 2 },
  { number: 32, name: "acquiring institution", kind: "n", length: "LL", max: 11 },
  { number: 37, name: "retrieval reference number", kind: "an", length: "fixed", max: 12 },
  { number: 38, name: "authorization code", kind: "an", length: "fixed", max: 6 },
  { number: 39, name: "response code", kind: "an", length: "fixed", max: 2 },
  { number: 41, name: "card acceptor terminal", kind: "ans", length: "fixed", max: 8 },
  { number: 42, name: "card acceptor", kind: "ans", length: "fixed", max: 15 },
  { number: 43, name: "card acceptor name and location", kind: "ans", length: "fixed", max: 40 },
  { number: 44, name: "additional response data", kind: "ans", length: "LL", max: 25 },
  { number: 48, name: "additional data, private", kind: "ans", length: "LLL", max: 999 },
  { number: 49, name: "currency, transaction", kind: "n", length: "fixed", max: 3 },
  { number: 63, name: "network data", kind: "ans", length: "LLL", max: 999 },
  { number: 70, name: "network management code", kind: "n", length: "fixed", max: 3 },
  { number: 90, name: "original data elements", kind: "n", length: "fixed", max: 42 },
  { number: 95, name: "replacement amounts", kind: "n", length: "fixed", max: 42 },
] as const satisfies readonly ElementFormat[];

export type ElementNumber = (typeof dataElements)[number]["number"];

export type Elements = { readonly [Element in ElementNumber]?: string };

export const messageTypes = [
  "0100",
  "0110",
  "0200",
  "0210",
  "0220",
  "0221",
  "0230",
  "0400",
  "0401",
  "0410",
  "0422",
  "0423",
  "0432",
  "0800",
  "0810",
] as const;

export type MessageType = (typeof messageTypes)[number];

export interface Message {
  readonly type: MessageType;
  readonly elements: Elements;
}
