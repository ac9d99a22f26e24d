import type { Browser } from "#domain/authentication/browser.ts";
import { hasExpired } from "#domain/card/card.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { dayMs, later } from "#domain/time.ts";
import type { TokenName } from "#domain/token/card-token.ts";
import type { RecurringModel } from "#domain/token/recurring-model.ts";
import type { PaymentInput } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import { cardOfToken } from "./keep-token.ts";

/** A payment by a card that was kept. */
export interface TokenCharge {
  readonly token: TokenName;
  readonly reference: string;
  /** Null where the shop does not say: then the token's own. */
  readonly model: RecurringModel | null;
  readonly browser: Browser;
}

/**
 * The kept card for a payment. Refused with 1000: unknown, removed or another
 * shopper's token; a card that ran out; a use the shopper did not agree to; more
 * uses within 24 hours than allowed. A use counts when it is asked for, whatever
 * becomes of the payment.
 */
export async function takeToken(
  deps: Dependencies,
  site: Site,
  charge: TokenCharge,
): Promise<Result<PaymentInput, Refusal>> {
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
  const { token } = taking.stored;
  if (charge.model !== null && charge.model !== token.model) {
    return refuse(refusal(1000, `Transaction not allowed: the token was made for ${token.model}`));
  }
  const card = cardOfToken(deps, taking.stored);
  if (hasExpired(card.expiry, new Date(now))) {
    return refuse(refusal(1000, "Token not found: its card has expired"));
  }
  return ok({
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
