import type { Arbitrary } from "fast-check";

/** One request as it goes over the wire. */
export interface FuzzCase {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

/** A part of the gateway that strangers can write to, and how its answers are judged. */
export interface Surface {
  readonly name: string;
  /** How often, against the other surfaces. */
  readonly weight: number;
  /** `envelope`: every refusal is the JSON envelope of the merchant API. */
  readonly answersWith: "envelope" | "anything";
  readonly cases: Arbitrary<FuzzCase>;
}

const unsafeInPaths = /[^\x21-\x7e]|#/gu;

/** Whatever characters are in it, as an address that an HTTP client can send. */
export const pathOf = (text: string): string =>
  text.toWellFormed().replaceAll(unsafeInPaths, (character) => encodeURIComponent(character));

/** What may stand in a header at all. */
export const headerValue = (text: string): string =>
  text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/gu, "?").slice(0, 4_000);

export const bodyOf = (text: string): Buffer => Buffer.from(text.toWellFormed(), "utf8");
