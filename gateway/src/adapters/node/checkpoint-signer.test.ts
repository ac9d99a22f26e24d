import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "#domain/secret.ts";
import { createCheckpointSigner } from "./checkpoint-signer.ts";

const signerOf = (byte: number): ReturnType<typeof createCheckpointSigner> =>
  createCheckpointSigner(new Secret(new Uint8Array(32).fill(byte)));

test("a signature holds under the key's own public half, which the same master key always gives", () => {
  const signer = signerOf(1);
  assert.equal(signer.publicKey, signerOf(1).publicKey);
  assert.ok(signer.isSignedBy(signer.publicKey, "text", signer.sign("text")));
});

test("another text, another master key, a changed signature and what is no key are refused", () => {
  const signer = signerOf(1);
  const signature = signer.sign("text");
  assert.equal(signer.isSignedBy(signer.publicKey, "Text", signature), false);
  assert.equal(signer.isSignedBy(signerOf(2).publicKey, "text", signature), false);
  assert.equal(
    signer.isSignedBy(signer.publicKey, "text", signature.with(0, (signature[0] ?? 0) ^ 1)),
    false,
  );
  for (const key of ["", "ff", "z".repeat(64), "f".repeat(64)]) {
    assert.equal(signer.isSignedBy(key, "text", signature), false, key);
  }
});
