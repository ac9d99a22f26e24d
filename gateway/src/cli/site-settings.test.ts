import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSiteSettings } from "./site-settings.ts";

const parse = (line: string): ReturnType<typeof parseSiteSettings> => parseSiteSettings(line.split(" "));

test("reads what is to change, and leaves the rest", () => {
  assert.deepEqual(parse("--site 1 --receipts on"), { site: 1, receipts: true });
  assert.deepEqual(parse("--site 1 --receipts off --fraud-rules all"), {
    site: 1,
    fraudRules: "all",
    receipts: false,
  });
});

for (const line of [
  "--site 1",
  "--site 0 --receipts on",
  "--receipts on",
  "--site 1 --receipts yes",
  "--site 1 --receipts",
  "--site 1 --fraud-rules some",
  "--site 1 --other on",
]) {
  test(`says what is wrong with ${line}`, () => {
    assert.equal(typeof parse(line), "string");
  });
}
