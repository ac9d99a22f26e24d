import { type CardSummary, hasExpired } from "../card/card.ts";
import type { JsonObject } from "../json.ts";
import type { Instant } from "../time.ts";
import type { RecurringModel } from "./recurring-model.ts";

declare const nameBrand: unique symbol;
/** What a shop calls a token: letters and digits that tell nothing of the card. */
export type TokenName = string & { readonly [nameBrand]: true };

/** Length of the names we make: as hard to guess as a key of 128 bits. */
export const tokenNameLength = 22;

/** Null for what no token is called. */
export const parseTokenName = (text: string): TokenName | null =>
  /^[A-Za-z0-9]{11,64}$/.test(text) ? (text as TokenName) : null;

/** Whose token it is: all sites of the account may use it, for this shopper only. */
export interface TokenOwner {
  readonly accountId: number;
  /** The shop's name for the shopper, `customer.reference`. */
  readonly reference: string;
}

/** A card, or account, that a shopper left with a shop for later payments. The same card for the same owner and model is the same token. */
export interface CardToken extends TokenOwner {
  readonly name: TokenName;
  readonly model: RecurringModel;
  /** Keyed hash that finds the same card, or IBAN, again. */
  readonly cardFingerprint: string;
  /** The scheme's reference of the payment that left the card: later payments name it. Null where the acquirer gave none. */
  readonly schemeReference: string | null;
}

/** A token as the shop sees it (contract, tokens-transactions-account.md §1): PHP reads every member without asking. */
export function presentToken(token: CardToken, card: CardSummary, now: Instant): JsonObject {
  return {
    token: token.name,
    code: card.brand,
    display: `Card xxxx xxxx xxxx ${card.last4}`,
    bin: Number(card.bin),
    name_holder: card.holderName ?? "",
    expiry_date: card.expiry,
    expired: hasExpired(card.expiry, new Date(now)) ? 1 : 0,
    last4: card.last4,
    model: token.model,
    recurring_model: token.model,
  };
}
