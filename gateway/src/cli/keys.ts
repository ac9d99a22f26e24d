import { parseNumber, parseWords } from "./words.ts";

/** What `keys …` asks for; without an account all of them are meant. */
export type KeysArguments =
  | { readonly verb: "list" }
  | { readonly verb: "rotate"; readonly account: number | null }
  | { readonly verb: "resume"; readonly account: number | null }
  | { readonly verb: "rotate-master" };

export const keysUsage = `npm run sluis -- keys list
npm run sluis -- keys rotate [--account 10001001]
npm run sluis -- keys resume [--account 10001001]
npm run sluis -- keys rotate-master`;

/** Arguments → what is to be done with the keys that seal, or the sentence that says what is wrong with them. */
export function parseKeysArguments(words: readonly string[]): KeysArguments | string {
  const [verb, ...rest] = words;
  if (verb === "list" || verb === "rotate-master") {
    return rest.length === 0 ? { verb } : `keys ${verb} takes nothing further.`;
  }
  if (verb !== "rotate" && verb !== "resume")
    return "The keys are listed, rotated, or a rotation is resumed.";
  const values = parseWords(rest, ["account"]);
  if (typeof values === "string") return values;
  const account = parseNumber(values["account"]);
  return account === null && values["account"] !== undefined
    ? "--account must be a number."
    : { verb, account };
}

/** What is shown of a key that seals; nothing of the key itself. */
export interface ShownDataKey {
  readonly id: string;
  readonly accountId: number | null;
  readonly isRoot: boolean;
  readonly state: string;
  readonly masterKeyId: string;
  readonly createdAt: Date;
}

export const presentDataKeys = (keys: readonly ShownDataKey[]): string =>
  keys
    .map(({ id, accountId, isRoot, state, masterKeyId, createdAt }) =>
      [
        id.padEnd(20),
        (accountId === null ? "house" : `account ${accountId}`).padEnd(24),
        (isRoot ? "root" : state).padEnd(10),
        `wrapped by ${masterKeyId}`,
        createdAt.toISOString(),
      ].join(" "),
    )
    .join("\n");
