/** The part of npm `iso_8583` that we use; the package brings no types. */
declare module "iso_8583" {
  namespace Iso8583 {
    interface FieldFormat {
      readonly ContentType: "n" | "b" | "an" | "anp" | "ans" | "z";
      readonly Label: string;
      readonly LenType: "fixed" | "llvar" | "lllvar";
      readonly MaxLen: number;
    }
  }

  class Iso8583 {
    constructor(
      message: Record<string, string> | undefined,
      formats: Readonly<Record<string, Iso8583.FieldFormat>>,
    );
    /** Type, bitmap and fields; anything but a Buffer tells that the message cannot be built. */
    getRawMessage(): unknown;
    /** The fields by number, `0` being the message type, or an object with `error`. */
    getIsoJSON(message: Buffer, config: { readonly lenHeader: boolean }): Record<string, string>;
  }

  export = Iso8583;
}
