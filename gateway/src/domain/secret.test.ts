import assert from "node:assert/strict";
import { test } from "node:test";
import { format, inspect } from "node:util";
import { Secret } from "./secret.ts";

const secret = new Secret("4111111111111111");

test("a secret is seen by reveal only", () => {
  assert.equal(secret.reveal(), "4111111111111111");
  const views = [
    String(secret),
    "" + secret,
    secret.toLocaleString(),
    JSON.stringify({ nested: [secret] }),
    inspect(secret, { depth: null, showHidden: true }),
    inspect({ nested: new Map([["pan", secret]]) }, { depth: null }),
    format("%s %o %j", secret, secret, secret),
    JSON.stringify(structuredClone({ ...secret })),
    Object.getOwnPropertyNames(secret).join(),
    ["a number", secret].join(" "),
  ];
  for (const view of views) assert.doesNotMatch(view, /4111/);
});

test("the mask says that something is hidden", () => {
  assert.equal(String(secret), "[secret]");
  assert.equal(JSON.stringify(secret), '"[secret]"');
  assert.equal(inspect(secret), "[secret]");
});
