import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { objectAt } from "../support/json.ts";
import { type LockEntry, readLockfile, readManifest, wanted } from "../support/lockfile.ts";
import { fromRoot } from "../support/paths.ts";

// Goal: what docs/security/dependencies.md promises of the packages we use. Method: manifests, lockfile and the table of
// docs/decisions/dependencies.md are read and compared; nothing is asked of a registry.

const manifests = ["", "gateway", "simulator", "tests", "bench"].map((folder) => ({
  folder,
  manifest: readManifest(folder),
}));
const groups = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];
const lockfile = readLockfile();

const wantedBy = (folder: string): ReadonlyMap<string, string> => {
  const found = manifests.find((one) => one.folder === folder);
  return new Map(groups.flatMap((group) => (found === undefined ? [] : [...wanted(found.manifest, group)])));
};
const direct = new Set(manifests.flatMap(({ folder }) => [...wantedBy(folder).keys()]));

/** The packages of a registry, each where npm lays it. */
const packages = [...lockfile.values()].filter(
  ({ path, linkTo }) => path.includes("node_modules/") && linkTo === null,
);

test("every wanted version is one version and no range", () => {
  for (const { folder } of manifests) {
    for (const [name, version] of wantedBy(folder)) {
      assert.match(version, /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, `${folder || "the root"}: ${name}`);
    }
  }
});

test("the lockfile holds what the manifests want, in the same versions", () => {
  for (const { folder } of manifests) {
    const entry = lockfile.get(folder);
    assert.ok(entry !== undefined, folder);
    assert.deepEqual(
      new Map([...entry.needs, ...entry.devNeeds]),
      wantedBy(folder),
      `${folder || "the root"}: npm install --package-lock-only`,
    );
    for (const [name, version] of wantedBy(folder)) {
      const laid = lockfile.get(`${folder}/node_modules/${name}`) ?? lockfile.get(`node_modules/${name}`);
      assert.equal(laid?.version, version, name);
    }
  }
});

test("every package that we chose is explained, and nothing is explained that we do not use", () => {
  const text = readFileSync(fromRoot("docs/decisions/dependencies.md"), "utf8");
  const explained = text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  const covers = (explanation: string, name: string): boolean =>
    explanation.endsWith("/*") ? name.startsWith(explanation.slice(0, -1)) : name === explanation;
  for (const name of direct) {
    assert.ok(
      explained.some((one) => covers(one, name)),
      `${name} is not in docs/decisions/dependencies.md`,
    );
  }
  for (const one of explained) {
    assert.ok(
      [...direct].some((name) => covers(one, name)),
      `${one} is explained and not used`,
    );
  }
});

/**
 * Compilers for machines other than the one on which the lockfile was made: npm writes an entry of another platform without
 * its hash when the package was never fetched. They are tools of developers only; `npm audit signatures` looks at them.
 */
const withoutHash = [/^@oxfmt\/binding-/, /^@oxlint\/binding-/, /^@oxlint-tsgolint\//];

const mayLackHash = ({ name, isDev, isOptional }: LockEntry): boolean =>
  isDev && isOptional && withoutHash.some((known) => known.test(name));

test("every package in the lockfile has the hash of its archive", () => {
  assert.ok(packages.length > 100);
  for (const entry of packages) {
    if (entry.integrity === null) assert.ok(mayLackHash(entry), entry.path);
    else assert.match(entry.integrity, /^sha512-[A-Za-z0-9+/]{86}==$/, entry.path);
  }
});

test("only the packages that package.json names run a script when they are installed", () => {
  const allowed = objectAt(readManifest(""), "allowScripts");
  const withScript = packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  assert.deepEqual(
    withScript.toSorted(),
    Object.keys(allowed)
      .filter((name) => allowed[name] === true)
      .toSorted(),
  );
});

/** Licences that ask no more than to be named. `jxon` and `xmldom` come with `iso_8583`, which the simulator alone runs. */
const permissive = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0"]);
const ofTheSimulator = new Set(["jxon", "xmldom"]);

test("what is delivered has a licence that lets us deliver it", () => {
  for (const { name, licence, isDev } of packages) {
    if (!isDev && !ofTheSimulator.has(name)) assert.ok(permissive.has(licence ?? ""), `${name}: ${licence}`);
  }
});

test("neither of the packages with another licence is reached by the gateway", () => {
  const reached = new Set<string>();
  const waiting = [...wanted(readManifest("gateway"), "dependencies").keys()];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...packages.filter((one) => one.name === name).flatMap(({ needs }) => [...needs.keys()]));
  }
  assert.ok(reached.has("fastify"));
  for (const name of ofTheSimulator) assert.ok(!reached.has(name), name);
});
