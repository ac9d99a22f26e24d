import { createPrivateKey, createPublicKey, hkdfSync, sign, verify } from "node:crypto";
import { assert } from "#domain/result.ts";
import type { Secret } from "#domain/secret.ts";
import type { CheckpointSigner } from "#ports/audit-trail.ts";

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo. */
const privateKeyHead = Buffer.from("302e020100300506032b657004220420", "hex");
const publicKeyHead = Buffer.from("302a300506032b6570032100", "hex");

/**
 * The key comes from the root key by HKDF under a label of its own, like those of
 * the vault: there is nothing more to keep, and whoever can write the database
 * but cannot open the root key cannot sign.
 */
export function createCheckpointSigner(rootKey: Secret<Uint8Array>): CheckpointSigner {
  const key = rootKey.reveal();
  assert(key.byteLength === 32, "a root key has 32 bytes");
  const seed = new Uint8Array(hkdfSync("sha256", key, "", "sluis/v1/audit-checkpoint", 32));
  const privateKey = createPrivateKey({
    key: Buffer.concat([privateKeyHead, seed]),
    format: "der",
    type: "pkcs8",
  });
  const exported = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return {
    publicKey: exported.subarray(publicKeyHead.byteLength).toString("hex"),
    sign: (text) => sign(null, Buffer.from(text, "utf8"), privateKey),
    isSignedBy,
  };
}

function isSignedBy(publicKey: string, text: string, signature: Uint8Array): boolean {
  if (!/^[0-9a-f]{64}$/.test(publicKey)) return false;
  const der = Buffer.concat([publicKeyHead, Buffer.from(publicKey, "hex")]);
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return verify(null, Buffer.from(text, "utf8"), key, signature);
  } catch {
    return false;
  }
}
