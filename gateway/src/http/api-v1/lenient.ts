import type { Json, JsonObject } from "#domain/json.ts";

/**
 * The loose input of real clients, read in one place (contract, README §6): PHP's
 * empty arrays for objects, numbers as strings, four spellings of a boolean.
 */

/** A decoded JSON object; `null`, absent and PHP's `[]` are the empty object; anything else is null. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  if (value === undefined || value === null) return {};
  if (Array.isArray(value)) return value.length === 0 ? {} : null;
  return typeof value === "object" ? (value as Readonly<Record<string, unknown>>) : null;
}

/**
 * Text of a string or number; `undefined` when not given (absent or null), null
 * when it is something else, longer than `most` characters, or text that no
 * database holds (NUL, lone surrogates).
 */
export function textOf(value: unknown, most: number): string | null | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text.length > most) return null;
  return isStorable(text) ? text : null;
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/** `true/false`, `1/0`, `"1"/"0"`, `"true"/"false"` in any case; null when not given, empty or none of these. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = String(value).trim().toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : null;
}

/** Absent, null, the empty text and PHP's empty array all mean: not given. */
export const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);

/** A whole number as number or digits; `undefined` when not given or empty, null when it is something else. */
export function integerOf(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const number = typeof value === "string" && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** A free-form member as it came, with what no database holds replaced by U+FFFD. */
export function storable(value: unknown): Json {
  if (typeof value === "string") return storableText(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value === "object") return storableObject(value as Readonly<Record<string, unknown>>);
  return null;
}

export const storableObject = (value: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [storableText(name), storable(member)]));

/** A text with what no database holds replaced by U+FFFD. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\u{fffd}");
