import type { Card } from "#domain/card/card.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import type { CardAttempt } from "#domain/payment/attempt.ts";
import { assert } from "#domain/result.ts";
import { tokenContext } from "#domain/sealed-context.ts";
import { type CardToken, parseTokenName, tokenNameLength } from "#domain/token/card-token.ts";
import type { AuthorizationOutcome } from "#ports/acquirer.ts";
import type { StoredCard, TokenChange } from "#ports/token-store.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The token that an approved payment leaves, or nothing where none was wished.
 * It is made by whoever records the approval and still has the card in memory:
 * so no number rests anywhere for the sake of a payment that may yet be refused,
 * and a payment whose approval is never recorded is undone and leaves none.
 */
export function tokenOfApproval(
  deps: Dependencies,
  approved: {
    /** As the approval leaves it. */
    readonly order: Order;
    readonly attempt: CardAttempt;
    readonly card: Card;
    readonly site: Site;
    readonly outcome: Extract<AuthorizationOutcome, { kind: "approved" }>;
  },
): { readonly token?: TokenChange } {
  const { order, attempt, card, site, outcome } = approved;
  const { reference } = order.details.customer;
  if (attempt.storedCredential?.use !== "initial" || reference === null) return {};
  const name = parseTokenName(deps.entropy.token(tokenNameLength));
  assert(name !== null, "entropy gave no token");
  const token: CardToken = {
    name,
    accountId: site.accountId,
    reference,
    model: attempt.storedCredential.model,
    cardFingerprint: attempt.cardFingerprint,
    schemeReference: outcome.schemeReference,
  };
  return {
    token: { kind: "keep", stored: sealed(deps, token, card), isProvisional: order.phase === "uncleared" },
  };
}

/** The card as the vault keeps it for a token: without its CVC, which nobody may keep (PCI DSS 3.3.1.2). */
export const sealed = (deps: Dependencies, token: CardToken, card: Card): StoredCard => ({
  kind: "card",
  token,
  sealedCard: deps.vault.sealCard(
    { ...card, cvc: null },
    { context: tokenContext(token), owner: { account: token.accountId } },
  ),
});

export const cardOfToken = (deps: Dependencies, { token, sealedCard }: StoredCard): Card =>
  deps.vault.openCard(sealedCard, tokenContext(token));
