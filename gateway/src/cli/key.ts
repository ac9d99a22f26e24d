import { parseNumber, parseWords } from "./words.ts";

/** Whose key `key create` makes. */
export type KeyArguments = { readonly site: number } | { readonly account: number };

export const keyUsage = `npm run sluis -- key create --account 10001001
npm run sluis -- key create --site 1`;

/** Arguments → the owner of a new key, or the sentence that says what is wrong with them. */
export function parseKeyArguments(words: readonly string[]): KeyArguments | string {
  const values = parseWords(words, ["site", "account"]);
  if (typeof values === "string") return values;
  const site = parseNumber(values["site"]);
  const account = parseNumber(values["account"]);
  if (site !== null && values["account"] === undefined) return { site };
  if (account !== null && values["site"] === undefined) return { account };
  return "--account or --site must be a number, one of the two.";
}
