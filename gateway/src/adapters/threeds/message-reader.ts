/**
 * Reads the data elements of a received EMV 3DS message and remembers what is
 * wrong with them, so that a parser reads like the table of the specification and
 * asks once, at its end, whether the message may be believed.
 */

/** Error codes of EMV 3DS 2.2.0, table A.4. */
export type MessageErrorCode =
  /** Not a message, or not one that may come here. */
  | "101"
  | "102"
  | "201"
  /** A critical extension that we do not know. */
  | "202"
  | "203";

export interface MessageFault {
  readonly code: MessageErrorCode;
  /** Names of the data elements at fault, never their values. */
  readonly elements: readonly string[];
}

export const protocolVersion = "2.2.0";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text → value, or undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class MessageReader {
  readonly #message: JsonObject;
  readonly #missing: string[] = [];
  readonly #malformed: string[] = [];

  constructor(message: JsonObject) {
    this.#message = message;
  }

  /** The value, or null where the element is absent. */
  optional(name: string, isOfFormat: (value: string) => boolean): string | null {
    const value = this.#valueOf(name);
    if (value === undefined) return null;
    if (typeof value === "string" && isOfFormat(value)) return value;
    this.#malformed.push(name);
    return null;
  }

  /** The value; where there is none, an empty text that `fault` keeps from being used. */
  required(name: string, isOfFormat: (value: string) => boolean): string {
    if (this.#valueOf(name) === undefined) this.#missing.push(name);
    return this.optional(name, isOfFormat) ?? "";
  }

  /** Required only where the specification makes it so for this message. */
  conditional(name: string, isRequired: boolean, isOfFormat: (value: string) => boolean): string | null {
    return isRequired ? this.required(name, isOfFormat) : this.optional(name, isOfFormat);
  }

  fault(): MessageFault | null {
    if (this.#hasUnknownCriticalExtension()) return { code: "202", elements: ["messageExtension"] };
    if (this.#missing.length > 0) return { code: "201", elements: this.#missing };
    return this.#malformed.length > 0 ? { code: "203", elements: this.#malformed } : null;
  }

  #valueOf(name: string): unknown {
    return Object.hasOwn(this.#message, name) ? this.#message[name] : undefined;
  }

  /** We know no extension; those that are not critical may be passed over (EMV 3DS 2.2.0, A.6). */
  #hasUnknownCriticalExtension(): boolean {
    const extensions = this.#valueOf("messageExtension");
    return (
      Array.isArray(extensions) &&
      extensions.some((extension) => isJsonObject(extension) && extension["criticalityIndicator"] === true)
    );
  }
}

/** Type and version come first: of another message nothing else can be said. */
export function typeFault(message: JsonObject, messageType: string): MessageFault | null {
  const type = message["messageType"];
  if (type === undefined) return { code: "201", elements: ["messageType"] };
  if (type !== messageType) return { code: "101", elements: ["messageType"] };
  const version = message["messageVersion"];
  if (version === undefined) return { code: "201", elements: ["messageVersion"] };
  return version === protocolVersion ? null : { code: "102", elements: ["messageVersion"] };
}
