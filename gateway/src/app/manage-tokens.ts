import { type CardSummary, type Expiry, summarize } from "#domain/card/card.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { CardToken, TokenName, TokenOwner } from "#domain/token/card-token.ts";
import type { StoredAccount, StoredCard, StoredToken } from "#ports/token-store.ts";
import type { Dependencies } from "./dependencies.ts";
import { cardOfToken, sealed } from "./keep-token.ts";

/** A token with what may be shown of its card, or with its account. */
export type TokenView =
  | { readonly kind: "card"; readonly token: CardToken; readonly card: CardSummary }
  | StoredAccount;

/** A page of a shopper's tokens, newest first. Refused with 1000 for a shopper who has none. */
export async function listTokens(
  deps: Dependencies,
  owner: TokenOwner,
  page: { readonly limit: number; readonly offset: number },
): Promise<Result<readonly TokenView[], Refusal>> {
  const found = await deps.tokens.list(owner, page);
  if (found.length > 0) return ok(found.map((stored) => viewOf(deps, stored)));
  // Behind the last token there is nothing, which is not the same as nobody.
  const hasSome = page.offset > 0 && (await deps.tokens.list(owner, { limit: 1, offset: 0 })).length > 0;
  return hasSome ? ok([]) : refuse(refusal(1000, "Not found"));
}

/** Refused with 1000. */
export async function readToken(
  deps: Dependencies,
  owner: TokenOwner,
  name: TokenName | null,
): Promise<Result<TokenView, Refusal>> {
  const stored = name === null ? null : await deps.tokens.find(owner, name);
  return stored === null ? refuse(refusal(1000, "Token not found")) : ok(viewOf(deps, stored));
}

/** The shopper has a new card under the old number. Refused with 1000; the same date again changes nothing. */
export async function updateTokenExpiry(
  deps: Dependencies,
  owner: TokenOwner,
  update: { readonly name: TokenName | null; readonly expiry: Expiry },
): Promise<Result<null, Refusal>> {
  const stored = update.name === null ? null : await deps.tokens.find(owner, update.name);
  if (stored === null) return refuse(refusal(1000, "Token not found"));
  if (stored.kind === "account")
    return refuse(refusal(1000, "Token not updated: an account does not expire"));
  if (await writeExpiry(deps, stored, update.expiry)) return ok(null);
  // The card may have been sealed again under a newer key in between, which changes nothing of it.
  const again = await deps.tokens.find(owner, stored.token.name);
  return again?.kind === "card" && (await writeExpiry(deps, again, update.expiry))
    ? ok(null)
    : refuse(refusal(1000, "Token not updated"));
}

function writeExpiry(deps: Dependencies, stored: StoredCard, expiry: Expiry): Promise<boolean> {
  const { sealedCard } = sealed(deps, stored.token, { ...cardOfToken(deps, stored), expiry });
  return deps.tokens.replaceCard(stored, sealedCard);
}

/** The card is erased; payments under way with it go on. Refused with 1000 where there is no such token (any more). */
export async function removeToken(
  deps: Dependencies,
  owner: TokenOwner,
  name: TokenName | null,
): Promise<Result<null, Refusal>> {
  return name !== null && (await deps.tokens.remove(owner, name))
    ? ok(null)
    : refuse(refusal(1000, "Token not found"));
}

const viewOf = (deps: Dependencies, stored: StoredToken): TokenView =>
  stored.kind === "account"
    ? stored
    : { kind: "card", token: stored.token, card: summarize(cardOfToken(deps, stored)) };
