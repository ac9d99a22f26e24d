import type { ListedApiKey } from "#domain/merchant/api-key.ts";
import { type Instant, toIso } from "#domain/time.ts";

const heads = ["id", "holder", "role", "created", "last used", "state", "name"];

/** Keys as a table, one a line. */
export function presentKeys(keys: readonly ListedApiKey[], now: number): string {
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

const rowOf = (key: ListedApiKey, now: number): readonly string[] => [
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

function stateOf({ revokedAt, retiresAt }: ListedApiKey, now: number): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`;
  if (retiresAt === null) return "good";
  return `${retiresAt <= now ? "retired" : "retires"} ${minute(retiresAt)}`;
}

const minute = (at: Instant): string => `${toIso(at).slice(0, 16)}Z`;
