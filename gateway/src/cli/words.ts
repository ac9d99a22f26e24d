import { parseArgs } from "node:util";

/** The values of `--name value` pairs, or the sentence that says what is wrong with them. */
export function parseWords(
  words: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string | undefined>> | string {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: "string" } as const]));
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A number as sites, accounts and files have it, or null. */
export const parseNumber = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
