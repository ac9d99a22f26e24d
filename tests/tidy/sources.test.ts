import assert from "node:assert/strict";
import { test } from "node:test";
import { filesBelow } from "../support/sources.ts";
import { cardNumberProblems } from "./card-numbers.ts";
import { importProblems } from "./imports.ts";
import { shapeProblems } from "./shape.ts";
import { type Problem, readSource } from "./source-file.ts";
import { wordProblems } from "./words.ts";

// Goal: every source obeys the rules one can check by reading it. Method: the files are read as text.

const isSource = (path: string): boolean => path.endsWith(".ts");
// The rules' own files name what they forbid.
const isRule = (path: string): boolean => path.startsWith("tests/tidy/");

const sources = ["gateway/src", "simulator/src", "tests", "bench"]
  .flatMap((folder) => filesBelow(folder, isSource))
  .map(readSource);

const found = (problems: readonly Problem[]): string =>
  problems.map(({ path, line, rule, what }) => `${path}:${line} ${rule}: ${what}`).join("\n");

test("every import follows the arrows between worlds and rooms", () => {
  assert.equal(found(sources.filter(({ path }) => !isRule(path)).flatMap(importProblems)), "");
});

test("no source holds a word that the style forbids", () => {
  assert.equal(found(sources.filter(({ path }) => !isRule(path)).flatMap(wordProblems)), "");
});

test("every file is named, exports and names its tests as the style says", () => {
  assert.equal(found(sources.flatMap(shapeProblems)), "");
});

test("no card number but the published test numbers stands in the sources", () => {
  assert.equal(found(sources.filter(({ path }) => !isRule(path)).flatMap(cardNumberProblems)), "");
});

test("the rules see the whole house", () => {
  for (const folder of ["gateway/src/domain/", "gateway/src/app/", "simulator/src/", "tests/contract/"]) {
    assert.ok(
      sources.some(({ path }) => path.startsWith(folder)),
      `${folder} was not read`,
    );
  }
});
