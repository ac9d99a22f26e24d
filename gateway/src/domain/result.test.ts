import assert from "node:assert/strict";
import { test } from "node:test";
import * as result from "./result.ts";

test("a result is either a value or a refusal", () => {
  assert.deepEqual(result.ok(1), { ok: true, value: 1 });
  assert.deepEqual(result.refuse("declined"), { ok: false, refusal: "declined" });
});

test("an invariant that holds passes, one that does not throws its sentence", () => {
  result.assert(true, "never");
  assert.throws(() => result.assert(false, "the amount is positive"), {
    message: "assertion failed: the amount is positive",
  });
});

test("an unreachable member throws its kind and nothing else of it", () => {
  // What the compiler would not let through: a member the switch forgot.
  const reach = (value: unknown): unknown => Reflect.apply(result.unreachable, undefined, [value]);
  const member = { kind: "captured", amount: 100n, email: "sam@example.com" };
  assert.throws(() => reach(member), { message: "unreachable: captured" });
  assert.throws(() => reach("captured"), { message: "unreachable: captured" });
  assert.throws(() => reach(null), { message: "unreachable: null" });
});
