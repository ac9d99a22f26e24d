import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minor } from "#domain/money.ts";
import { encode } from "./codec.ts";
import { de95 } from "./de95.ts";

describe("DE 95", () => {
  const values = [
    { captured: 0n, value: "000000000000000000000000000000000000000000" },
    { captured: 1n, value: "000000000001000000000000000000000000000000" },
    { captured: 12_500n, value: "000000012500000000000000000000000000000000" },
    { captured: 999_999_999_999n, value: "999999999999000000000000000000000000000000" },
  ];
  for (const { captured, value } of values) {
    it(`says in its first twelve digits that ${captured} stays`, () => {
      assert.equal(de95(minor(captured)), value);
    });
  }

  it("cannot be encoded with an amount of thirteen digits", () => {
    const elements = { 95: de95(minor(1_000_000_000_000n)) };
    assert.throws(() => encode({ type: "0400", elements }), { name: "RangeError", message: "DE 95: length" });
  });
});
