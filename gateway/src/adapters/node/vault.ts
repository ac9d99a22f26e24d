/**
 * Encryption at rest with AES-256-GCM (NIST SP 800-38D) under a hierarchy of
 * keys: the master key only derives (HKDF-SHA-256, RFC 5869), one key per
 * purpose does the work. So a card ciphertext never opens as a text, a
 * fingerprint tells nothing about an encryption key, and the master key itself
 * touches no data. Every row carries the id of the master key it was made under.
 *
 * Ciphertext layout: version (1 byte) · nonce (12) · ciphertext · tag (16). The
 * nonce is random: 2^32 seals under one key stay within the bound of SP 800-38D,
 * section 8.3. The version byte and the context are authenticated, not encrypted.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { parseCobrand } from "#domain/card/cobrand.ts";
import { brandOf, type Card, parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { assert } from "#domain/result.ts";
import { Secret } from "#domain/secret.ts";
import type { FingerprintPurpose, Sealed, Vault } from "#ports/vault.ts";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + nonceBytes;

export function createVault(masterKey: Secret<Uint8Array>, keyId: string): Vault {
  const cardKey = deriveKey(masterKey, "card");
  const textKey = deriveKey(masterKey, "text");
  const fingerprintKeys = {
    card: deriveKey(masterKey, "fingerprint/card"),
    "api-key": deriveKey(masterKey, "fingerprint/api-key"),
    "results-url": deriveKey(masterKey, "fingerprint/results-url"),
    email: deriveKey(masterKey, "fingerprint/email"),
    "ip-address": deriveKey(masterKey, "fingerprint/ip-address"),
    "rate-limit": deriveKey(masterKey, "fingerprint/rate-limit"),
    "provider-webhook": deriveKey(masterKey, "fingerprint/provider-webhook"),
    "api-token": deriveKey(masterKey, "fingerprint/api-token"),
    "order-file": deriveKey(masterKey, "fingerprint/order-file"),
    "bank-account": deriveKey(masterKey, "fingerprint/bank-account"),
    "mail-recipient": deriveKey(masterKey, "fingerprint/mail-recipient"),
    unsubscribe: deriveKey(masterKey, "fingerprint/unsubscribe"),
  };

  const sealUnder = (key: KeyObject, plaintext: string, context: string): Sealed => ({
    keyId,
    ciphertext: encrypt(key, plaintext, context),
  });
  const openUnder = (key: KeyObject, sealed: Sealed, context: string): string => {
    assert(sealed.keyId === keyId, `sealed under key ${sealed.keyId}, this vault holds ${keyId}`);
    return decrypt(key, sealed.ciphertext, context);
  };

  const digestOf = (text: Secret<string>, purpose: FingerprintPurpose): Buffer =>
    createHmac("sha256", fingerprintKeys[purpose]).update(text.reveal(), "utf8").digest();

  return {
    sealCard: (card, context) => sealUnder(cardKey, serializeCard(card), context),
    openCard: (sealed, context) => parseCard(openUnder(cardKey, sealed, context)),
    sealText: (text, context) => sealUnder(textKey, text.reveal(), context),
    openText: (sealed, context) => new Secret(openUnder(textKey, sealed, context)),
    fingerprint: (text, purpose) => digestOf(text, purpose).toString("hex"),
    isFingerprint: (given, text, purpose) => isSame(given, digestOf(text, purpose)),
    isSignature: (given, text, apiKey) =>
      isSame(given, createHmac("sha256", apiKey.reveal()).update(text, "utf8").digest()),
  };
}

function isSame(given: string, expected: Buffer): boolean {
  const bytes = Buffer.from(given, "hex");
  return bytes.byteLength === expected.byteLength && timingSafeEqual(bytes, expected);
}

function deriveKey(masterKey: Secret<Uint8Array>, purpose: string): KeyObject {
  const key = masterKey.reveal();
  assert(key.byteLength === 32, "a master key has 32 bytes");
  return createSecretKey(new Uint8Array(hkdfSync("sha256", key, "", `sluis/v${version}/${purpose}`, 32)));
}

function encrypt(key: KeyObject, plaintext: string, context: string): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(authenticated(context));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return Buffer.concat([Uint8Array.of(version), nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, ciphertext: Uint8Array, context: string): string {
  assert(ciphertext.byteLength >= headerBytes + tagBytes, "ciphertext is cut short");
  assert(ciphertext[0] === version, "ciphertext of an unknown version");
  const nonce = ciphertext.subarray(1, headerBytes);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(authenticated(context));
  decipher.setAuthTag(ciphertext.subarray(-tagBytes));
  const body = decipher.update(ciphertext.subarray(headerBytes, -tagBytes));
  return Buffer.concat([body, decipher.final()]).toString("utf8");
}

const authenticated = (context: string): Uint8Array =>
  Buffer.concat([Uint8Array.of(version), Buffer.from(context, "utf8")]);

/** The brand is left out: it follows from the number. */
const serializeCard = (card: Card): string =>
  JSON.stringify([
    card.pan.reveal(),
    card.expiry,
    card.holderName,
    card.cvc?.reveal() ?? null,
    ...(card.cobrand === undefined ? [] : [card.cobrand]),
  ]);

/** Messages name the member only: whatever is wrong, no card data may reach an error. */
function parseCard(text: string): Card {
  const members: unknown = JSON.parse(text);
  assert(
    isList(members) && (members.length === 4 || members.length === 5),
    "a sealed card has four or five members",
  );
  const [panText, expiryText, holderName, cvcText, cobrandText] = members;
  assert(typeof panText === "string", "sealed card without a number");
  assert(typeof expiryText === "string", "sealed card without an expiry");
  assert(holderName === null || typeof holderName === "string", "sealed card with a malformed holder");
  assert(cvcText === null || typeof cvcText === "string", "sealed card with a malformed CVC");
  const pan = parsePan(panText);
  assert(pan !== null, "sealed card with a malformed number");
  const brand = brandOf(pan);
  assert(brand !== null, "sealed card of an unknown brand");
  const expiry = parseExpiryYymm(expiryText);
  assert(expiry !== null, "sealed card with a malformed expiry");
  const cvc = cvcText === null ? null : parseCvc(cvcText, brand);
  assert(cvcText === null || cvc !== null, "sealed card with a malformed CVC");
  if (cobrandText === undefined) return { pan, brand, expiry, holderName, cvc };
  const cobrand = typeof cobrandText === "string" ? parseCobrand(cobrandText) : null;
  assert(cobrand !== null, "sealed card with a malformed second brand");
  return { pan, brand, cobrand, expiry, holderName, cvc };
}

/** `Array.isArray` without its `any`. */
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
