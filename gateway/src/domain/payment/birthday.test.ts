import assert from "node:assert/strict";
import { test } from "node:test";
import { parseBirthday } from "./birthday.ts";

for (const text of ["31-12-1990", "31.12.1990", "31/12/1990", "31121990", "1990-12-31"]) {
  test(`${text} is the last day of 1990`, () => {
    assert.equal(parseBirthday(text), "1990-12-31");
  });
}

for (const text of ["", "31-02-1990", "1890-12-31", "12-31-1990", "yesterday"]) {
  test(`${JSON.stringify(text)} is no birthday`, () => {
    assert.equal(parseBirthday(text), null);
  });
}
