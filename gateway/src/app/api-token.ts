import type { Site } from "#domain/merchant/site.ts";
import { siteId } from "#domain/ids.ts";
import { Secret } from "#domain/secret.ts";
import { instant, later, minuteMs, secondMs, unixSeconds } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** Life of a token by our clock (contract, tokens-transactions-account.md §4). */
const tokenLifeMs = 10 * minuteMs;

/**
 * A short-lived word for the shopper's browser: `pub.v2.{site}.{until}.{HMAC}`.
 * Anybody on the shop's page can read it, so it opens only what is no secret:
 * the lists of payment methods. Nothing is stored; asking again makes another.
 */
export function issueApiToken(deps: Dependencies, site: Site): string {
  const until = unixSeconds(later(deps.clock.now(), tokenLifeMs));
  const claim = `pub.v2.${site.id}.${until}`;
  return `${claim}.${deps.vault.fingerprint(new Secret(claim), "api-token")}`;
}

/** Whether a text claims to be such a token: no API key looks so. */
export const isApiToken = (text: string): boolean => text.startsWith("pub.v2.");

/** The site of a token that we made and that is not over yet, else null. */
export async function siteOfApiToken(deps: Dependencies, token: string): Promise<Site | null> {
  const match = /^(pub\.v2\.([1-9]\d{0,14})\.(\d{1,12}))\.([0-9a-f]{64})$/.exec(token);
  const [, claim, site, until, signature] = match ?? [];
  if (claim === undefined || site === undefined || until === undefined || signature === undefined)
    return null;
  if (!deps.vault.isFingerprint(signature, new Secret(claim), "api-token")) return null;
  if (deps.clock.now() >= instant(Number(until) * secondMs)) return null;
  return deps.store.findSite(siteId(Number(site)));
}
