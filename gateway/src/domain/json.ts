/** What JSON can hold: the form in which a shop's own free-form members are kept and echoed. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}
