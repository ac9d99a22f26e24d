import type { Browser } from "#domain/authentication/browser.ts";
import { type CardSummary, hasExpired, summarize } from "#domain/card/card.ts";
import type { SessionToken } from "#domain/ids.ts";
import type { ShownSite } from "#domain/merchant/site.ts";
import { brandsOf, type CardGatewayId } from "#domain/method/catalogue.ts";
import type { Order } from "#domain/order/order.ts";
import { assert, refuse, type Result } from "#domain/result.ts";
import type { TokenName, TokenOwner } from "#domain/token/card-token.ts";
import type { OrderRecord } from "#ports/store.ts";
import type { StoredToken } from "#ports/token-store.ts";
import { takeToken } from "./charge-token.ts";
import type { Dependencies } from "./dependencies.ts";
import { cardOfToken } from "./keep-token.ts";
import type { PageRefusal } from "./page-refusal.ts";
import { payOpenOrder } from "./pay-on-page.ts";

/** A kept card as a payment page offers it. */
export interface SavedCard {
  readonly token: TokenName;
  readonly card: CardSummary;
}

/** More would be a list to search in, and typing the number is quicker. */
const mostOffered = 5;

/** Tokens that are looked at to find those few. */
const mostLookedAt = 50;

/**
 * The cards that the order's shopper may pay with by one click, newest first, at
 * most five: kept for his own use (`cardOnFile`), not expired, of a brand that
 * the page takes. None where the shop names no shopper.
 */
export async function savedCards(
  deps: Dependencies,
  { order, site }: { readonly order: Order; readonly site: ShownSite },
  gateway: CardGatewayId | null,
): Promise<readonly SavedCard[]> {
  const owner = ownerOf(order, site);
  if (owner === null) return [];
  const stored = await deps.tokens.list(owner, { limit: mostLookedAt, offset: 0 });
  const offered: SavedCard[] = [];
  for (const one of stored) {
    const card = offered.length < mostOffered ? offeredCard(deps, one, gateway) : null;
    if (card !== null) offered.push({ token: one.token.name, card });
  }
  return offered;
}

/**
 * The shopper presses one of them: a payment that the cardholder begins with a
 * stored credential, with 3-D Secure as for a typed card. `not-offered`: no
 * card of this shopper, or one that cannot be used (any more); the order is as
 * it was. A second press finds the order no longer open.
 */
export async function payWithSavedCard(
  deps: Dependencies,
  command: {
    readonly session: SessionToken;
    readonly saved: TokenName | null;
    readonly gateway: CardGatewayId | null;
    readonly browser: Browser;
  },
): Promise<Result<OrderRecord, PageRefusal | "not-offered">> {
  const found = await deps.store.findBySession(command.session);
  if (found?.order.phase !== "open" || found.order.sessionToken !== command.session) {
    return refuse("not-open");
  }
  const { order } = found;
  const site = await deps.store.findSite(order.siteId);
  assert(site !== null, "an order without a site");
  const owner = ownerOf(order, site);
  if (owner === null || command.saved === null) return refuse("not-offered");
  const stored = await deps.tokens.find(owner, command.saved);
  if (stored === null || offeredCard(deps, stored, command.gateway) === null) return refuse("not-offered");
  const charge = {
    through: "card",
    token: command.saved,
    reference: owner.reference,
    model: "cardOnFile",
    browser: command.browser,
  } as const;
  const taken = await takeToken(deps, site, charge, order.money.currency);
  if (!taken.ok || taken.value.kind !== "card") return refuse("not-offered");
  const { card, browser, storedCredential } = taken.value;
  return payOpenOrder(deps, order, site, {
    card,
    browser,
    ...(storedCredential === undefined ? {} : { storedCredential }),
    isShopperHere: true,
  });
}

/**
 * Whose cards the page of an order may offer, or null. Not of a payment link,
 * which may be opened by anybody it was passed on to; not where the shop wants a
 * card left for charges of its own, to which the shopper has yet to agree; and
 * not to check a card, which was done when it was kept.
 */
function ownerOf({ type, money, details }: Order, { accountId }: ShownSite): TokenOwner | null {
  const { recurringModel, customer } = details;
  const isForOthers = recurringModel !== null && recurringModel !== "cardOnFile";
  return type === "paymentlink" || money.amount === 0n || isForOthers || (customer.reference ?? "") === ""
    ? null
    : { accountId, reference: customer.reference ?? "" };
}

function offeredCard(
  deps: Dependencies,
  stored: StoredToken,
  gateway: CardGatewayId | null,
): CardSummary | null {
  if (stored.kind !== "card" || stored.token.model !== "cardOnFile") return null;
  const card = cardOfToken(deps, stored);
  return hasExpired(card.expiry, new Date(deps.clock.now())) || !brandsOf(gateway).includes(card.brand)
    ? null
    : summarize(card);
}
