import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromRoot } from "../support/paths.ts";
import { filesBelow, isTest } from "../support/sources.ts";

// Goal: an operator finds every variable that the gateway reads in one page, and none that is gone.

const page = readFileSync(fromRoot("docs/operations/configuration.md"), "utf8");
const described = new Set([...page.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name ?? ""));

const sources = ["gateway/src", "simulator/src"]
  .flatMap((folder) => filesBelow(folder, (path) => path.endsWith(".ts") && !isTest(path)))
  // Read under a test's condition only.
  .filter((path) => !path.includes("/fault-points/"));
const written = (folder: string): readonly string[] =>
  sources
    .filter((path) => path.includes(folder))
    .flatMap((path) => [...readFileSync(fromRoot(path), "utf8").matchAll(/["`](SLUIS_[A-Z0-9_]+)/g)])
    .map(([, name]) => name ?? "");

test("every variable that the gateway reads is described", () => {
  const names = written("gateway/src");
  assert.ok(names.length > 30);
  // A name may be put together of its beginning and CA, CERT or KEY.
  const isDescribed = (name: string): boolean =>
    described.has(name) || [...described].some((one) => one.startsWith(`${name.replace(/_$/, "")}_`));
  assert.deepEqual(
    names.filter((name) => !isDescribed(name)),
    [],
  );
});

test("every variable that is described is read", () => {
  const names = [...new Set([...written("gateway/src"), ...written("simulator/src")])];
  const isRead = (name: string): boolean => names.some((one) => name === one || name.startsWith(`${one}_`));
  assert.deepEqual(
    [...described].filter((name) => name.startsWith("SLUIS_") && !isRead(name)),
    [],
  );
});
