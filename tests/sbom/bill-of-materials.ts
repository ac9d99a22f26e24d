import type { JsonObject } from "../support/json.ts";
import { type LockEntry, type Lockfile, resolveFrom } from "../support/lockfile.ts";

/**
 * What an installation runs, as CycloneDX 1.6 (ECMA-424) in JSON, from the lockfile alone: what it names is what `npm ci`
 * lays down, on whatever platform the bill is made and with whatever npm. The same lockfile gives the same bytes: no serial
 * number is drawn, and the time is the sources' or none.
 */

/** Programs of ours that an operator runs. Tests and bench are not delivered. */
const programs = ["gateway", "simulator"] as const;

/** A development need by its place in package.json, and yet what everything runs on. */
const runtime = "node";

export function billOfMaterials(lockfile: Lockfile, sourceDate: Date | null): JsonObject {
  const root = entryAt(lockfile, "");
  const found = reachable(lockfile);
  const all = [...found.values()];
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      ...(sourceDate === null ? {} : { timestamp: sourceDate.toISOString() }),
      component: describe(root, "application"),
    },
    components: sorted(all).map((entry) => describe(entry, isOurs(entry) ? "application" : "library")),
    dependencies: sorted([root, ...all]).map((entry) => ({
      ref: reference(entry),
      dependsOn: [...new Set(needsOf(lockfile, entry).map(reference))].toSorted(),
    })),
  };
}

/** By path in the lockfile: two versions of a package are two components. */
function reachable(lockfile: Lockfile): ReadonlyMap<string, LockEntry> {
  const found = new Map<string, LockEntry>();
  const waiting = [...needsOf(lockfile, entryAt(lockfile, ""))];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next.path)) continue;
    found.set(next.path, next);
    waiting.push(...needsOf(lockfile, next));
  }
  return found;
}

function needsOf(lockfile: Lockfile, entry: LockEntry): readonly LockEntry[] {
  if (entry.path === "") {
    return [
      ...programs.map((folder) => entryAt(lockfile, folder)),
      entryAt(lockfile, `node_modules/${runtime}`),
    ];
  }
  // What npm left out is an optional need of another platform that no lockfile entry describes.
  return [...entry.needs.keys()].flatMap((name) => resolveFrom(lockfile, entry.path, name) ?? []);
}

function describe(entry: LockEntry, type: "application" | "library"): JsonObject {
  const [group, name] = nameParts(entry);
  const hash = hashOf(entry);
  return {
    type,
    "bom-ref": reference(entry),
    ...(group === null ? {} : { group }),
    name,
    version: versionOf(entry),
    ...(entry.isOptional ? { scope: "optional" } : {}),
    ...(hash === null ? {} : { hashes: [{ alg: "SHA-512", content: hash }] }),
    ...(entry.licence === null ? {} : { licenses: [licenceOf(entry.licence)] }),
    // A package of ours lies in no registry.
    ...(isOurs(entry) ? {} : { purl: packageUrl(entry) }),
  };
}

/** Identifiers of the SPDX list that occur; a text that is none of them stands as the package writes it. */
const spdxIds = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
]);

function licenceOf(text: string): JsonObject {
  if (spdxIds.has(text)) return { license: { id: text } };
  return { license: { name: text } };
}

/** npm keeps the hash of the archive as Subresource Integrity, CycloneDX wants it in hexadecimal. */
function hashOf({ integrity }: LockEntry): string | null {
  const base64 = /(?:^| )sha512-([A-Za-z0-9+/=]+)/.exec(integrity ?? "")?.[1];
  return base64 === undefined ? null : Buffer.from(base64, "base64").toString("hex");
}

/** github.com/package-url/purl-spec: the @ of a scope is escaped. */
const packageUrl = (entry: LockEntry): string =>
  `pkg:npm/${entry.name.replace("@", "%40")}@${versionOf(entry)}`;

/** One package of one version may lie in two folders: that is one component. */
const reference = (entry: LockEntry): string =>
  isOurs(entry) ? ["sluis", entry.path].filter(Boolean).join("/") : packageUrl(entry);

function nameParts({ name }: LockEntry): readonly [string | null, string] {
  const [scope, rest] = name.split("/");
  return rest === undefined ? [null, name] : [scope ?? null, rest];
}

const isOurs = ({ path }: LockEntry): boolean => !path.includes("node_modules/");

function versionOf(entry: LockEntry): string {
  if (entry.version === null) throw new Error(`${entry.path} has no version in the lockfile`);
  return entry.version;
}

function entryAt(lockfile: Lockfile, path: string): LockEntry {
  const entry = lockfile.get(path);
  if (entry === undefined) throw new Error(`the lockfile has no entry "${path}"`);
  return entry;
}

/** Each reference once, in an order that no locale changes. */
function sorted(entries: readonly LockEntry[]): readonly LockEntry[] {
  const byReference = new Map(entries.map((entry) => [reference(entry), entry]));
  return [...byReference].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
