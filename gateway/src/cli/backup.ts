import { parseWords } from "./words.ts";

export const backupUsage = `npm run sluis -- backup --to sluis.backup
npm run sluis -- restore --from sluis.backup`;

/** The file that is written or read, or the sentence that says what is wrong with the words. */
export function parseBackupArguments(
  verb: "backup" | "restore",
  words: readonly string[],
): { readonly path: string } | string {
  const name = verb === "backup" ? "to" : "from";
  const values = parseWords(words, [name]);
  if (typeof values === "string") return values;
  const path = values[name] ?? "";
  return path === "" ? `--${name} must be a path.` : { path };
}

/** What an operator must know once the database is back; docs/operations/backup.md says why. */
export const presentRestored = (
  path: string,
  restored: {
    readonly at: string;
    readonly rows: number;
    readonly jobs: readonly { readonly kind: string; readonly count: number }[];
  },
): string => `The database is as it was at ${restored.at} (${path}, ${restored.rows} rows).
Waiting to be done: ${restored.jobs.map(({ kind, count }) => `${kind} ${count}`).join(", ") || "nothing"}.
Before a gateway starts: set the SLUIS_MASTER_KEY of that time, prove the books (ledger check), and read
docs/operations/backup.md: acquirer, providers and shops have gone on since.`;
