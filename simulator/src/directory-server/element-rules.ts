/** What one data element of an EMV 3-D Secure message must look like. */
export interface ElementRule {
  readonly isRequired: boolean;
  readonly isValid: (value: unknown) => boolean;
}

export type ElementRules = Readonly<Record<string, ElementRule>>;

export type Message = Readonly<Record<string, unknown>>;

export interface ElementFault {
  /** EMV 3DS error codes: 201 required data element missing, 203 format invalid. */
  readonly errorCode: "201" | "203";
  /** Names of the elements, separated by commas. */
  readonly errorDetail: string;
}

/** Missing elements are told before malformed ones, all of them at once. */
export function elementFault(rules: ElementRules, message: Message): ElementFault | null {
  const missing = Object.keys(rules).filter(
    (name) => rules[name]?.isRequired === true && isAbsent(message[name]),
  );
  if (missing.length > 0) return { errorCode: "201", errorDetail: missing.join(",") };
  const malformed = Object.keys(rules).filter(
    (name) => !isAbsent(message[name]) && rules[name]?.isValid(message[name]) === false,
  );
  return malformed.length > 0 ? { errorCode: "203", errorDetail: malformed.join(",") } : null;
}

export function required(isValid: ElementRule["isValid"]): ElementRule {
  return { isRequired: true, isValid };
}

export function optional(isValid: ElementRule["isValid"]): ElementRule {
  return { isRequired: false, isValid };
}

export function matching(pattern: RegExp): ElementRule["isValid"] {
  return (value) => typeof value === "string" && pattern.test(value);
}

export function text(shortest: number, longest: number): ElementRule["isValid"] {
  return (value) => typeof value === "string" && value.length >= shortest && value.length <= longest;
}

export function digits(fewest: number, most: number): ElementRule["isValid"] {
  return matching(new RegExp(`^\\d{${fewest},${most}}$`));
}

export function oneOf(...values: readonly string[]): ElementRule["isValid"] {
  return (value) => typeof value === "string" && values.includes(value);
}

export function webAddress(value: unknown): boolean {
  if (typeof value !== "string" || value.length > 2048 || !URL.canParse(value)) return false;
  return ["http:", "https:"].includes(new URL(value).protocol);
}

export function uuid(value: unknown): boolean {
  return typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}

export function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
