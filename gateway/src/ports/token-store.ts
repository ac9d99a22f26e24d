import type { BankMandate } from "#domain/token/bank-mandate.ts";
import type { CardToken, TokenName, TokenOwner } from "#domain/token/card-token.ts";
import type { Instant } from "#domain/time.ts";
import type { KeyMark } from "./idempotency-keys.ts";
import type { Sealed } from "./vault.ts";

/** A token with its card: number, expiry and holder, sealed for this token alone; never a CVC. */
export interface StoredCard {
  readonly kind: "card";
  readonly token: CardToken;
  readonly sealedCard: Sealed;
}

/** A token that stands for a bank account. */
export interface StoredAccount {
  readonly kind: "account";
  readonly token: CardToken;
  readonly mandate: BankMandate;
}

export type StoredToken = StoredCard | StoredAccount;

/**
 * What the outcome of a payment means for the token it leaves, written together
 * with the outcome (`Change`).
 *
 * - `keep`: there is a token from now on. A card that is kept already goes on
 *   under its old name, with the newer expiry. `isProvisional` while a review of
 *   the payment stands: it can be neither seen nor used yet.
 * - `confirm`: the review ended well.
 * - `erase`: it did not; what this payment alone had left is gone.
 */
export type TokenChange =
  | { readonly kind: "keep"; readonly stored: StoredToken; readonly isProvisional: boolean }
  | { readonly kind: "confirm" }
  | { readonly kind: "erase" };

export type TokenTaking =
  | { readonly kind: "taken"; readonly stored: StoredToken }
  | { readonly kind: "unknown" }
  | { readonly kind: "exhausted" };

/** The vault's shelf: tokens by owner. A token of another owner, or one in review, is as good as none. */
export interface TokenStore {
  /** Newest first. */
  list(
    owner: TokenOwner,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<readonly StoredToken[]>;
  find(owner: TokenOwner, name: TokenName): Promise<StoredToken | null>;
  /** Counts one use and gives the card; `exhausted` where there were `most` since `since`. Uses at the same time are counted one after the other. */
  take(
    owner: TokenOwner,
    name: TokenName,
    use: { readonly at: Instant; readonly since: Instant; readonly most: number },
  ): Promise<TokenTaking>;
  /** False where the token was removed or changed since it was read. */
  replaceCard(known: StoredCard, sealedCard: Sealed): Promise<boolean>;
  /** The card is gone with it. False where there is no such token. */
  remove(owner: TokenOwner, name: TokenName, mark?: KeyMark): Promise<boolean>;
}
