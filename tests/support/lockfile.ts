import { readFileSync } from "node:fs";
import { isObject, type Json, type JsonObject, objectAt, parseJson, textAt } from "./json.ts";
import { fromRoot } from "./paths.ts";

/**
 * package-lock.json (npm, lockfileVersion 3) as far as we judge it: one entry for each folder that npm lays down, known by
 * its path. The entry of a workspace stands twice: as its folder, and as a link to it below `node_modules`.
 */
export interface LockEntry {
  /** Where the package lies, such as `node_modules/ajv/node_modules/fast-uri`. */
  readonly path: string;
  /** The package's own, whatever folder it lies in. */
  readonly name: string;
  readonly version: string | null;
  readonly integrity: string | null;
  readonly licence: string | null;
  readonly isDev: boolean;
  readonly isOptional: boolean;
  readonly hasInstallScript: boolean;
  /** Of a workspace's link: its folder. */
  readonly linkTo: string | null;
  /** What is laid down for it; development needs are those of a workspace only. */
  readonly needs: ReadonlyMap<string, string>;
  readonly devNeeds: ReadonlyMap<string, string>;
}

export type Lockfile = ReadonlyMap<string, LockEntry>;

export const readManifest = (folder: string): JsonObject =>
  objectAt(parseJson(readFileSync(fromRoot(folder, "package.json"), "utf8")));

export const readLockfile = (): Lockfile =>
  lockfileOf(parseJson(readFileSync(fromRoot("package-lock.json"), "utf8")));

export const lockfileOf = (document: Json): Lockfile =>
  new Map(
    Object.entries(objectAt(document, "packages")).map(([path, entry]) => [
      path,
      entryOf(path, objectAt(entry)),
    ]),
  );

/** The entry that Node finds from a folder under a name: in its own `node_modules` first, then further up; null if none. */
export function resolveFrom(lockfile: Lockfile, folder: string, name: string): LockEntry | null {
  for (let place = folder; ; place = placeAbove(place)) {
    const found = lockfile.get(place === "" ? `node_modules/${name}` : `${place}/node_modules/${name}`);
    if (found !== undefined) return found.linkTo === null ? found : (lockfile.get(found.linkTo) ?? null);
    if (place === "") return null;
  }
}

/** A workspace lies below the root, a nested package below the one that brings it. */
const placeAbove = (place: string): string => {
  const end = place.lastIndexOf("/node_modules/");
  return end === -1 ? "" : place.slice(0, end);
};

function entryOf(path: string, entry: JsonObject): LockEntry {
  const text = (member: string): string | null => {
    const value = entry[member];
    return typeof value === "string" ? value : null;
  };
  return {
    path,
    name: text("name") ?? path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version: text("version"),
    integrity: text("integrity"),
    licence: text("license"),
    isDev: entry["dev"] === true,
    isOptional: entry["optional"] === true,
    hasInstallScript: entry["hasInstallScript"] === true,
    linkTo: entry["link"] === true ? text("resolved") : null,
    needs: new Map([...wanted(entry, "dependencies"), ...wanted(entry, "optionalDependencies")]),
    devNeeds: wanted(entry, "devDependencies"),
  };
}

/** Names and wanted versions of one group of a manifest or an entry. */
export function wanted(of: JsonObject, group: string): ReadonlyMap<string, string> {
  const members = of[group];
  if (!isObject(members)) return new Map();
  return new Map(Object.keys(members).map((name) => [name, textAt(members, name)]));
}
