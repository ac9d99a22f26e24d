import type { Card } from "#domain/card/card.ts";
import type { ApiKeyOwner } from "#domain/merchant/api-key.ts";
import type { Secret } from "#domain/secret.ts";

/** Ciphertext with the id of the data key it was made under; safe to store. */
export interface Sealed {
  readonly keyId: string;
  readonly ciphertext: Uint8Array;
}

/** Where a ciphertext will lie: the row, and whose data key seals it. */
export interface SealedPlace {
  readonly context: string;
  readonly owner: ApiKeyOwner;
}

export type SealedContent = "card" | "text";

/** One key for each: what was made for one purpose means nothing for another. */
export type FingerprintPurpose =
  | "card"
  | "api-key"
  | "results-url"
  | "provider-webhook"
  | "bank-account"
  | "email"
  | "ip-address"
  | "rate-limit"
  | "api-token"
  | "order-file"
  | "mail-recipient"
  | "unsubscribe"
  | "idempotency-key";

/**
 * Encryption at rest (PCI DSS 3.5). `context` is authenticated with the
 * ciphertext: what was sealed for one row does not open for another. `open…`
 * throws when key, context or bytes do not fit: that is corruption or a bug.
 */
export interface Vault {
  sealCard(card: Card, place: SealedPlace): Sealed;
  openCard(sealed: Sealed, context: string): Card;
  sealText(text: Secret<string>, place: SealedPlace): Sealed;
  openText(sealed: Sealed, context: string): Secret<string>;
  /** The same under its owner's data key of now; null where it is under that one already. */
  sealAgain(
    content: SealedContent,
    sealed: Sealed,
    move: { readonly from: string; readonly to: SealedPlace },
  ): Sealed | null;
  /** Keyed hash (HMAC-SHA-256, hex): finds the same card or key again without holding it. */
  fingerprint(text: Secret<string>, purpose: FingerprintPurpose): string;
  /** Whether `given` (hex) is the HMAC-SHA-256 of the text under an API key, told in the same time whatever it is. */
  isSignature(given: string, text: string, apiKey: Secret<string>): boolean;
  /** Whether `given` is the fingerprint of the text, told in the same time whatever it is. */
  isFingerprint(given: string, text: Secret<string>, purpose: FingerprintPurpose): boolean;
}
