/** What `database` is to do. */
export interface DatabaseArguments {
  readonly verb: "migrate" | "grants" | "check";
}

const verbs = ["migrate", "grants", "check"] as const;

export const databaseUsage = verbs.map((verb) => `npm run sluis -- database ${verb}`).join("\n");

/** Arguments → the verb, or the sentence that says what is wrong with them. */
export function parseDatabaseArguments(words: readonly string[]): DatabaseArguments | string {
  const verb = verbs.find((known) => known === words[0]);
  if (verb === undefined || words.length > 1) return `database takes one word: ${verbs.join(", ")}.`;
  return { verb };
}
