import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { MerkleSum } from "./merkle.ts";

const hashOf = (...parts: readonly Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest();

/** The definition of RFC 6962, section 2.1, word for word. */
function treeHash(leaves: readonly string[]): Buffer {
  if (leaves.length === 0) return hashOf();
  const [only = ""] = leaves;
  if (leaves.length === 1) return hashOf(Uint8Array.of(0), Buffer.from(only));
  let left = 1;
  while (2 * left < leaves.length) left *= 2;
  return hashOf(Uint8Array.of(1), treeHash(leaves.slice(0, left)), treeHash(leaves.slice(left)));
}

test("the root of leaves that come one by one is that of the tree that RFC 6962 defines", () => {
  const leaves: string[] = [];
  const sum = new MerkleSum();
  for (let count = 0; count <= 70; count += 1) {
    assert.equal(sum.root(), treeHash(leaves).toString("hex"), `${count} leaves`);
    assert.equal(sum.count, count);
    leaves.push(`leaf ${count}`);
    sum.add(`leaf ${count}`);
  }
});
