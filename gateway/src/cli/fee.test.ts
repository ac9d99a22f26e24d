import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "#domain/money.ts";
import { parseFeeArguments, presentFeeRules } from "./fee.ts";

const parse = (line: string): ReturnType<typeof parseFeeArguments> => parseFeeArguments(line.split(" "));

test("reads a percentage in hundredths of a per cent and amounts in minor units", () => {
  assert.deepEqual(parse("set --site 1 --method visa --percent 2.9 --fixed 0.10 --minimum 0.6"), {
    verb: "set",
    site: 1,
    rule: { method: "VISA", currency: null, basisPoints: 290, fixed: 10n, minimum: 60n },
  });
});

test("reads amounts as the currency writes them", () => {
  const parsed = parse("set --site 1 --method * --fixed 30 --currency JPY");
  assert.ok(typeof parsed === "object" && parsed.verb === "set");
  assert.deepEqual(parsed.rule, { method: "*", currency: "JPY", basisPoints: 0, fixed: 30n, minimum: 0n });
});

test("finds a rule by method and currency", () => {
  assert.deepEqual(parse("remove --site 12 --method IDEAL --currency eur"), {
    verb: "remove",
    site: 12,
    method: "IDEAL",
    currency: "EUR",
  });
});

for (const [line, what] of [
  ["change --site 1", /set, listed or removed/],
  ["list", /--site/],
  ["list --site 1 --method VISA", /method/],
  ["set --site 1 --percent 2", /--method/],
  ["set --site 1 --method CREDITCARD --percent 2", /--method/],
  ["set --site 1 --method NONE --percent 2", /--method/],
  ["set --site 1 --method VISA", /at least one/],
  ["set --site 1 --method VISA --percent 100.01", /--percent/],
  ["set --site 1 --method VISA --percent 2.905", /--percent/],
  ["set --site 1 --method VISA --percent=-1", /--percent/],
  ["set --site 1 --method VISA --fixed 0.005", /--fixed/],
  ["set --site 1 --method VISA --fixed 100000000000000", /--fixed/],
  ["set --site 1 --method VISA --fixed 0.5 --currency JPY", /--fixed/],
  ["set --site 1 --method VISA --minimum ten", /--minimum/],
  ["set --site 1 --method VISA --percent 2 --currency EURO", /--currency/],
] as const) {
  test(`says what is wrong with: ${line}`, () => {
    const parsed = parse(line);
    assert.ok(typeof parsed === "string", JSON.stringify(parsed));
    assert.match(parsed, what);
  });
}

test("lists rules in columns, each amount as its currency writes it", () => {
  const none = { basisPoints: 0, fixed: minor(0n), minimum: minor(0n) };
  assert.equal(
    presentFeeRules([
      { ...none, method: "VISA", currency: null, basisPoints: 290, minimum: minor(60n) },
      { ...none, method: "*", currency: "JPY", fixed: minor(30n) },
    ]),
    [
      "VISA        all  2.9 %    fixed 0         minimum 0.6",
      "*           JPY  0 %      fixed 30        minimum 0",
    ].join("\n"),
  );
  assert.equal(presentFeeRules([]), "The site has no fees.");
});
