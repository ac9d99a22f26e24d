/**
 * Encryption with AES-256-GCM (NIST SP 800-38D) under keys that are derived
 * (HKDF-SHA-256, RFC 5869), one per purpose: so a card ciphertext never opens as
 * a text, and a fingerprint tells nothing about an encryption key.
 *
 * Ciphertext layout: version (1 byte) · nonce (12) · ciphertext · tag (16). The
 * nonce is random: 2^32 seals under one key stay within the bound of SP 800-38D,
 * section 8.3. The version byte and the context are authenticated, not encrypted.
 */
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { assert } from "#domain/result.ts";
import type { Secret } from "#domain/secret.ts";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes;

export function deriveKey(from: Secret<Uint8Array>, purpose: string): KeyObject {
  const key = from.reveal();
  assert(key.byteLength === 32, "a key to derive from has 32 bytes");
  return createSecretKey(new Uint8Array(hkdfSync("sha256", key, "", `sluis/v${version}/${purpose}`, 32)));
}

export function sealBytes(key: KeyObject, plaintext: Buffer, context: string): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Uint8Array.of(version), nonce, body, cipher.getAuthTag()]);
}

/** Throws where key, context or bytes do not fit. */
export function openBytes(key: KeyObject, ciphertext: Uint8Array, context: string): Buffer {
  assert(ciphertext.byteLength >= headerBytes + tagBytes, "ciphertext is cut short");
  assert(ciphertext[0] === version, "ciphertext of an unknown version");
  const nonce = ciphertext.subarray(1, headerBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticated(context));
  decipher.setAuthTag(ciphertext.subarray(-tagBytes));
  const body = decipher.update(ciphertext.subarray(headerBytes, -tagBytes));
  return Buffer.concat([body, decipher.final()]);
}

const authenticated = (context: string): Uint8Array =>
  Buffer.concat([Uint8Array.of(version), Buffer.from(context, "utf8")]);
