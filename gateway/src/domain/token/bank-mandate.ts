import type { JsonObject } from "../json.ts";
import type { ProviderMethodId } from "../method/catalogue.ts";
import type { BankAccount } from "../payment/attempt.ts";
import type { CardToken } from "./card-token.ts";

/** The leave that a shopper gave at a payment to debit the account he paid from (contract, cards-3ds.md §10). */
export interface BankMandate {
  /** The method of the payment at which it was given. */
  readonly method: ProviderMethodId;
  /** The provider's name for it. */
  readonly mandate: string;
  readonly account: BankAccount;
}

/** A token of a bank account as the shop sees it: the members of a card's, those without a meaning empty. */
export function presentMandate(token: CardToken, { method, account }: BankMandate): JsonObject {
  const last4 = (account.iban ?? "").slice(-4);
  return {
    token: token.name,
    code: method,
    display: `IBAN xxxx xxxx xxxx ${last4}`,
    bin: "",
    name_holder: account.holder ?? "",
    expiry_date: "",
    expired: 0,
    last4,
    model: token.model,
    recurring_model: token.model,
  };
}
