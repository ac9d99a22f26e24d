import assert from "node:assert/strict";
import { test } from "node:test";
import { billOfMaterials } from "../sbom/bill-of-materials.ts";
import { type JsonObject, listAt, objectAt, textAt } from "../support/json.ts";
import { lockfileOf, readLockfile } from "../support/lockfile.ts";

// Goal: the bill of materials is CycloneDX 1.6 and names what is delivered, no more and no less. Method: the rules of the
// standard's JSON schema (ECMA-424) that this document touches, written out here.

const lockfile = readLockfile();
const bill = billOfMaterials(lockfile, null);
const components = listAt(bill, "components").map((component) => objectAt(component));
const dependencies = listAt(bill, "dependencies").map((dependency) => objectAt(dependency));

const members = (of: JsonObject): readonly string[] => Object.keys(of);

function assertMembers(of: JsonObject, required: readonly string[], allowed: readonly string[]): void {
  for (const member of required) assert.ok(member in of, `${member} is missing in ${JSON.stringify(of)}`);
  for (const member of members(of))
    assert.ok([...required, ...allowed].includes(member), `${member} is unknown`);
}

function assertComponent(component: JsonObject): void {
  assertMembers(
    component,
    ["type", "name", "bom-ref", "version"],
    ["group", "scope", "hashes", "licenses", "purl"],
  );
  assert.ok(["application", "library"].includes(textAt(component, "type")));
  assert.match(textAt(component, "name"), /^[^@/]+$/);
  if ("scope" in component) assert.equal(component["scope"], "optional");
  if ("hashes" in component) {
    const [hash, ...others] = listAt(component, "hashes").map((one) => objectAt(one));
    assert.ok(hash !== undefined && others.length === 0);
    assertMembers(hash, ["alg", "content"], []);
    assert.equal(hash["alg"], "SHA-512");
    assert.match(textAt(hash, "content"), /^[0-9a-f]{128}$/);
  }
  for (const choice of "licenses" in component ? listAt(component, "licenses") : []) {
    const licence = objectAt(choice, "license");
    assertMembers(objectAt(choice), ["license"], []);
    assert.equal(members(licence).length, 1, "a licence has an id or a name");
    assertMembers(licence, [], ["id", "name"]);
  }
}

test("the bill of materials has the members that CycloneDX 1.6 knows", () => {
  assertMembers(
    bill,
    ["bomFormat", "specVersion", "version"],
    ["$schema", "metadata", "components", "dependencies"],
  );
  assert.equal(bill["bomFormat"], "CycloneDX");
  assert.equal(bill["specVersion"], "1.6");
  assert.equal(bill["version"], 1);
  assertMembers(objectAt(bill, "metadata"), ["component"], []);
  for (const component of [objectAt(bill, "metadata", "component"), ...components])
    assertComponent(component);
});

test("every reference is one component's, and every component says what it depends on", () => {
  const references = [objectAt(bill, "metadata", "component"), ...components].map((component) =>
    textAt(component, "bom-ref"),
  );
  assert.equal(new Set(references).size, references.length);
  assert.deepEqual(
    dependencies.map((dependency) => textAt(dependency, "ref")).toSorted(),
    references.toSorted(),
  );
  for (const dependency of dependencies) {
    assertMembers(dependency, ["ref", "dependsOn"], []);
    const on = listAt(dependency, "dependsOn");
    assert.equal(new Set(on).size, on.length);
    for (const index of on.keys()) assert.ok(references.includes(textAt(dependency, "dependsOn", index)));
  }
});

test("every package of a registry has its purl and the hash of its archive", () => {
  for (const component of components.filter(({ type }) => type === "library")) {
    const name = textAt(component, "name");
    const scope = "group" in component ? `${textAt(component, "group").replace("@", "%40")}/` : "";
    assert.equal(component["purl"], `pkg:npm/${scope}${name}@${textAt(component, "version")}`);
    assert.ok("hashes" in component, name);
  }
});

test("what is delivered is in the bill, what only developers need is not", () => {
  const named = new Set(components.map((component) => component["purl"]));
  const delivered = [...lockfile.values()].filter(
    ({ path, isDev, linkTo }) => path.includes("node_modules/") && !isDev && linkTo === null,
  );
  assert.ok(delivered.length > 50);
  for (const { name, version } of delivered) {
    assert.ok(named.has(`pkg:npm/${name.replace("@", "%40")}@${version}`), name);
  }
  const names = components.map((component) => textAt(component, "name"));
  for (const tool of ["typescript", "playwright-core", "autocannon", "fast-check"]) {
    assert.ok(!names.includes(tool), tool);
  }
  assert.ok(names.includes("node"), "the runtime is delivered too");
});

test("the same lockfile gives the same bill, with the time of the sources where it is told", () => {
  assert.equal(JSON.stringify(billOfMaterials(readLockfile(), null)), JSON.stringify(bill));
  const dated = billOfMaterials(lockfile, new Date("2026-11-21T00:00:00Z"));
  assert.equal(textAt(dated, "metadata", "timestamp"), "2026-11-21T00:00:00.000Z");
});

test("a package is found where Node finds it, and two versions are two components", () => {
  const nested = lockfileOf({
    packages: {
      "": { name: "sluis", version: "1.0.0" },
      gateway: { name: "@sluis/gateway", version: "1.0.0", dependencies: { a: "1.0.0", b: "1.0.0" } },
      simulator: { name: "@sluis/simulator", version: "1.0.0" },
      "node_modules/@sluis/gateway": { resolved: "gateway", link: true },
      "node_modules/node": { version: "26.0.0", dev: true },
      "node_modules/a": { version: "1.0.0", license: "(MIT OR Unheard-Of)", dependencies: { b: "^2" } },
      "node_modules/a/node_modules/b": { version: "2.0.0" },
      "node_modules/b": { version: "1.0.0", license: "MIT" },
      "node_modules/c": { version: "1.0.0", dev: true },
    },
  });
  const found = billOfMaterials(nested, null);
  const on = (ref: string): unknown =>
    listAt(found, "dependencies").find((dependency) => textAt(dependency, "ref") === ref);
  assert.deepEqual(on("pkg:npm/a@1.0.0"), { ref: "pkg:npm/a@1.0.0", dependsOn: ["pkg:npm/b@2.0.0"] });
  assert.deepEqual(on("sluis/gateway"), {
    ref: "sluis/gateway",
    dependsOn: ["pkg:npm/a@1.0.0", "pkg:npm/b@1.0.0"],
  });
  assert.equal(on("pkg:npm/c@1.0.0"), undefined);
  assert.deepEqual(listAt(found, "components", 0, "licenses"), [
    { license: { name: "(MIT OR Unheard-Of)" } },
  ]);
});
