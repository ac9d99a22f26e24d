/** What is shown of a key. */
export interface ShownKey {
  readonly id: number;
  readonly name: string;
  readonly site: number | null;
  readonly account: number | null;
  readonly isReadOnly: boolean;
  readonly requiresSignature: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly retiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly replaces: number | null;
}

const heads = ["id", "holder", "role", "created", "last used", "state", "name"];

/** Keys as a table, one a line. */
export function presentKeys(keys: readonly ShownKey[], now: number): string {
  if (keys.length === 0) return "There are no keys.";
  const rows = [heads, ...keys.map((key) => rowOf(key, now))];
  const widths = heads.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

const rowOf = (key: ShownKey, now: number): readonly string[] => [
  String(key.id),
  key.site === null ? `account ${key.account}` : `site ${key.site}`,
  [
    key.isReadOnly ? "read-only" : key.site === null ? "account" : "site",
    key.requiresSignature ? "+signature" : "",
  ].join(""),
  minute(key.createdAt),
  key.lastUsedAt === null ? "never" : minute(key.lastUsedAt),
  [stateOf(key, now), key.replaces === null ? "" : `(follows ${key.replaces})`].join(" ").trim(),
  key.name,
];

function stateOf({ revokedAt, retiresAt }: ShownKey, now: number): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`;
  if (retiresAt === null) return "good";
  return `${retiresAt.getTime() <= now ? "retired" : "retires"} ${minute(retiresAt)}`;
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`;
