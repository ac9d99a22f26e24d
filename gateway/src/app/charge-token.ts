import type { Browser } from "#domain/authentication/browser.ts";
import { hasExpired } from "#domain/card/card.ts";
import type { Currency } from "#domain/currency.ts";
import type { Site } from "#domain/merchant/site.ts";
import { methodsOfSite } from "#domain/method/catalogue.ts";
import type { ProviderInput } from "#domain/payment/attempt.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { dayMs, later } from "#domain/time.ts";
import type { TokenName } from "#domain/token/card-token.ts";
import type { RecurringModel } from "#domain/token/recurring-model.ts";
import type { StoredAccount, StoredToken } from "#ports/token-store.ts";
import type { PaymentInput } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import { cardOfToken } from "./keep-token.ts";

/** A payment by a card or account that was kept. */
export interface TokenCharge {
  /** What the order's gateway can charge; null where it names none. */
  readonly through: StoredToken["kind"] | null;
  readonly token: TokenName;
  readonly reference: string;
  /** Null where the shop does not say: then the token's own. */
  readonly model: RecurringModel | null;
  readonly browser: Browser;
}

/** What is charged: the card, or the account by direct debit. */
export type TokenPayment =
  | ({ readonly kind: "card" } & PaymentInput)
  | { readonly kind: "provider"; readonly method: "DIRDEB"; readonly input: ProviderInput };

/**
 * The kept card or account for a payment. Refused with 1000: unknown, removed or
 * another shopper's token; one that the order's gateway cannot charge; a card that ran out; a use the shopper did not agree to; more
 * uses within 24 hours than allowed. A use counts when it is asked for, whatever
 * becomes of the payment. An account is refused with 1023 and 1002 where it cannot be debited.
 */
export async function takeToken(
  deps: Dependencies,
  site: Site,
  charge: TokenCharge,
  currency: Currency,
): Promise<Result<TokenPayment, Refusal>> {
  const owner = { accountId: site.accountId, reference: charge.reference };
  const now = deps.clock.now();
  const taking = await deps.tokens.take(owner, charge.token, {
    at: now,
    since: later(now, -dayMs),
    most: deps.tokenUsesPerDay,
  });
  if (taking.kind === "unknown") return refuse(refusal(1000, "Token not found"));
  if (taking.kind === "exhausted") {
    return refuse(refusal(1000, "Transaction not allowed: the token is used too often"));
  }
  const { stored } = taking;
  const { token } = stored;
  if (charge.through !== null && charge.through !== stored.kind) {
    return refuse(refusal(1000, "Token not found"));
  }
  if (charge.model !== null && charge.model !== token.model) {
    return refuse(refusal(1000, `Transaction not allowed: the token was made for ${token.model}`));
  }
  if (stored.kind === "account") return directDebit(deps, site, stored, currency);
  const card = cardOfToken(deps, stored);
  if (hasExpired(card.expiry, new Date(now))) {
    return refuse(refusal(1000, "Token not found: its card has expired"));
  }
  return ok({
    kind: "card",
    card,
    browser: charge.browser,
    storedCredential: {
      use: "subsequent",
      model: token.model,
      token: token.name,
      schemeReference: token.schemeReference,
    },
  });
}

function directDebit(
  deps: Dependencies,
  site: Site,
  { token, mandate }: StoredAccount,
  currency: Currency,
): Result<TokenPayment, Refusal> {
  const method = methodsOfSite(deps.methods, site).find(({ id }) => id === "DIRDEB");
  if (method === undefined) return refuse(refusal(1023));
  if (!method.currencies.includes(currency)) return refuse(refusal(1002));
  const charged = { token: token.name, model: token.model };
  const nothingElse = { issuer: null, account: null, birthday: null, gender: null };
  return ok({
    kind: "provider",
    method: "DIRDEB",
    input: { ...nothingElse, token: mandate.mandate, charged },
  });
}
