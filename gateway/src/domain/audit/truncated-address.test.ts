import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorNamed } from "./actor.ts";
import { truncatedAddress } from "./truncated-address.ts";

test("an address is told by its network only", () => {
  assert.equal(truncatedAddress("203.0.113.77"), "203.0.113.0/24");
  assert.equal(truncatedAddress("::ffff:203.0.113.77"), "203.0.113.0/24");
  assert.equal(truncatedAddress("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
  assert.equal(truncatedAddress("::1"), "0:0:0::/48");
  assert.equal(truncatedAddress("sam@example.com"), "unknown");
});

test("an operator's name holds nothing that would be hard to read in a log", () => {
  assert.equal(operatorNamed("CORP\\sam o'neil"), "operator/CORP-sam-o-neil");
  assert.equal(operatorNamed(""), "operator/unnamed");
  assert.equal(operatorNamed("x".repeat(100)).length, "operator/".length + 64);
});
