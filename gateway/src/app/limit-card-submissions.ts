import type { Card } from "#domain/card/card.ts";
import { isTestCard } from "#domain/card/test-cards.ts";
import { networkOf } from "#domain/fraud/payer.ts";
import type { RateLimit, Taking } from "#domain/limit/rate-limit.ts";
import type { ShownSite } from "#domain/merchant/site.ts";
import { Secret } from "#domain/secret.ts";
import type { Dependencies } from "./dependencies.ts";

export interface CardSubmission {
  readonly site: ShownSite;
  /** Null for a card that is kept here: it is no guess. */
  readonly card: Card | null;
  /** Of the shopper; null where it is the merchant who sits there. */
  readonly address: string | null;
  /** The payment page it was typed into; null for a card that came over the API. */
  readonly link: string | null;
}

/**
 * Counts a card that is about to be charged, against those who try stolen
 * numbers by the hundred. Called before anything is written or asked of an
 * issuer; refused, nothing has happened. The documented test cards count for
 * their page only, unless the site wants them looked at: a test run makes
 * hundreds of payments from one address. Throws when the store cannot be asked:
 * a card whose count is not known is not charged.
 */
export async function limitCardSubmissions(
  deps: Dependencies,
  { site, card, address, link }: CardSubmission,
): Promise<Taking> {
  const { cardsByLink, cardsByAddress, cardsByNumber } = deps.rateLimits;
  const isWatched = card !== null && (site.settings.fraudRules === "all" || !isTestCard(card.pan));
  const network = isWatched ? networkOf(address) : null;
  const number = isWatched ? deps.vault.fingerprint(new Secret<string>(card.pan.reveal()), "card") : null;
  const counts: readonly (readonly [RateLimit, string | null])[] = [
    [cardsByLink, link],
    [cardsByAddress, network],
    [cardsByNumber, number],
  ];
  const now = deps.clock.now();
  const takings = await Promise.all(
    counts.map(async ([limit, subject]): Promise<Taking> =>
      subject === null ? { kind: "taken" } : deps.rateLimiter.take(limit, subject, now),
    ),
  );
  const waits = takings.flatMap((one) => (one.kind === "refused" ? [one.retryAfterS] : []));
  if (waits.length === 0) return { kind: "taken" };
  const limits = counts.flatMap(([{ name }], at) => (takings[at]?.kind === "refused" ? [name] : []));
  deps.log.warn("cards.too-many", { site: site.id, limits });
  return { kind: "refused", retryAfterS: Math.max(...waits) };
}
