import type { ApiKeyOwner } from "#domain/merchant/api-key.ts";
import { dayMs, hourMs, minuteMs } from "#domain/time.ts";
import { parseNumber, parseWords } from "./words.ts";

/** What `key …` asks for. */
export type KeyArguments =
  | {
      readonly verb: "create";
      readonly owner: ApiKeyOwner;
      readonly name: string;
      readonly isReadOnly: boolean;
      readonly requiresSignature: boolean;
    }
  | { readonly verb: "list"; readonly owner: ApiKeyOwner | null }
  | { readonly verb: "rotate"; readonly id: number; readonly overlapMs: number }
  | { readonly verb: "revoke"; readonly id: number };

export const keyUsage = `npm run sluis -- key create --site 1 [--name "web shop"] [--read-only] [--require-signature]
npm run sluis -- key create --account 10001001
npm run sluis -- key list [--site 1 | --account 10001001]
npm run sluis -- key rotate --id 12 [--overlap 7d]
npm run sluis -- key revoke --id 12`;

const verbs = ["create", "list", "rotate", "revoke"] as const;
const longestOverlapMs = 90 * dayMs;
const unitMs = { m: minuteMs, h: hourMs, d: dayMs } as const;

/** Arguments → what is to be done with keys, or the sentence that says what is wrong with them. */
export function parseKeyArguments(words: readonly string[]): KeyArguments | string {
  const verb = verbs.find((one) => one === words[0]);
  const rest = words.slice(1);
  switch (verb) {
    case undefined:
      return "A key is created, listed, rotated or revoked.";
    case "create":
      return parseCreate(rest);
    case "list": {
      const values = parseWords(rest, ["site", "account"]);
      if (typeof values === "string") return values;
      if (Object.keys(values).length === 0) return { verb, owner: null };
      const owner = ownerOf(values);
      return owner === null ? wrongOwner : { verb, owner };
    }
    case "rotate": {
      const values = parseWords(rest, ["id", "overlap"]);
      if (typeof values === "string") return values;
      const id = parseNumber(values["id"]);
      const overlapMs = parseOverlap(values["overlap"] ?? "7d");
      if (id === null) return wrongId;
      return overlapMs === null
        ? "--overlap must be like 30m, 12h or 7d, or 0 for none; 90 days at most."
        : { verb, id, overlapMs };
    }
    case "revoke": {
      const values = parseWords(rest, ["id"]);
      if (typeof values === "string") return values;
      const id = parseNumber(values["id"]);
      return id === null ? wrongId : { verb, id };
    }
  }
}

const wrongOwner = "--account or --site must be a number, one of the two.";
const wrongId = "--id must be the number of a key, as key list shows it.";

function parseCreate(words: readonly string[]): KeyArguments | string {
  const flags = ["--read-only", "--require-signature"];
  const values = parseWords(
    words.filter((word) => !flags.includes(word)),
    ["site", "account", "name"],
  );
  if (typeof values === "string") return values;
  const owner = ownerOf(values);
  if (owner === null) return wrongOwner;
  const name = (values["name"] ?? "").trim();
  if (name.length > 100 || /\p{Cc}/u.test(name)) return "--name must be 100 characters at most.";
  return {
    verb: "create",
    owner,
    name,
    isReadOnly: words.includes("--read-only"),
    requiresSignature: words.includes("--require-signature"),
  };
}

function ownerOf(values: Readonly<Record<string, string | undefined>>): ApiKeyOwner | null {
  const site = parseNumber(values["site"]);
  const account = parseNumber(values["account"]);
  if (site !== null && values["account"] === undefined) return { site };
  if (account !== null && values["site"] === undefined) return { account };
  return null;
}

function parseOverlap(text: string): number | null {
  if (text === "0") return 0;
  const [, count, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count === undefined || (unit !== "m" && unit !== "h" && unit !== "d")) return null;
  const ms = Number(count) * unitMs[unit];
  return ms <= longestOverlapMs ? ms : null;
}
