/**
 * Encryption at rest under a hierarchy of keys: the master key opens the data
 * keys, of which each account has its own (`key-ring.ts`), and what is derived of
 * a data key does the work (`sealing.ts`). Every row carries the id of the data
 * key it was sealed under. Keyed hashes are made with what is derived of the
 * root key, which never changes: by them a row is found again.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { Secret } from "#domain/secret.ts";
import type { FingerprintPurpose, Sealed, SealedContent, SealedPlace, Vault } from "#ports/vault.ts";
import type { KeyRing } from "./key-ring.ts";
import { parseCard, serializeCard } from "./sealed-card.ts";
import { deriveKey, openBytes, sealBytes } from "./sealing.ts";

export function createVault(ring: KeyRing): Vault {
  const fingerprintKeys = {
    card: deriveKey(ring.root, "fingerprint/card"),
    "api-key": deriveKey(ring.root, "fingerprint/api-key"),
    "results-url": deriveKey(ring.root, "fingerprint/results-url"),
    email: deriveKey(ring.root, "fingerprint/email"),
    "ip-address": deriveKey(ring.root, "fingerprint/ip-address"),
    "rate-limit": deriveKey(ring.root, "fingerprint/rate-limit"),
    "provider-webhook": deriveKey(ring.root, "fingerprint/provider-webhook"),
    "api-token": deriveKey(ring.root, "fingerprint/api-token"),
    "order-file": deriveKey(ring.root, "fingerprint/order-file"),
    "bank-account": deriveKey(ring.root, "fingerprint/bank-account"),
    "mail-recipient": deriveKey(ring.root, "fingerprint/mail-recipient"),
    unsubscribe: deriveKey(ring.root, "fingerprint/unsubscribe"),
    "idempotency-key": deriveKey(ring.root, "fingerprint/idempotency-key"),
  };

  const seal = (content: SealedContent, plaintext: Buffer, { context, owner }: SealedPlace): Sealed => {
    const keys = ring.currentOf(owner);
    return { keyId: keys.id, ciphertext: sealBytes(keys[content], plaintext, context) };
  };
  const open = (content: SealedContent, { keyId, ciphertext }: Sealed, context: string): Buffer =>
    openBytes(ring.find(keyId)[content], ciphertext, context);

  const digestOf = (text: Secret<string>, purpose: FingerprintPurpose): Buffer =>
    createHmac("sha256", fingerprintKeys[purpose]).update(text.reveal(), "utf8").digest();

  return {
    sealCard: (card, place) => seal("card", Buffer.from(serializeCard(card), "utf8"), place),
    openCard: (sealed, context) => parseCard(open("card", sealed, context).toString("utf8")),
    sealText: (text, place) => seal("text", Buffer.from(text.reveal(), "utf8"), place),
    openText: (sealed, context) => new Secret(open("text", sealed, context).toString("utf8")),
    sealAgain: (content, sealed, { from, to }) =>
      ring.currentOf(to.owner).id === sealed.keyId ? null : seal(content, open(content, sealed, from), to),
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
