/** What the tests use of the npm package iso_8583, which has no types of its own. */
declare module "iso_8583" {
  class Iso8583 {
    constructor(message?: Readonly<Record<string, string>>);
    /** Message with its two bytes of length, or what is wrong with it. */
    getBufferMessage(): Buffer | { readonly error: string };
    /** A framed message → its elements, type in `0`. */
    getIsoJSON(framed: Buffer): Record<string, string>;
  }
  export = Iso8583;
}
