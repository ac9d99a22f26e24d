import type { ApiKeyTerms } from "./api-key.ts";
import type { Site } from "./site.ts";

/** A key's name in the audit log: the first twelve digits of its keyed hash, which tell nothing of the key. */
export const keyNameOf = (fingerprint: string): string => fingerprint.slice(0, 12);

/**
 * Whom an API key belongs to. A site's key does everything for its site. An
 * account's key looks at all sites of the account and changes what is told of
 * them; it makes no order and moves no money, so that whoever holds it for
 * reports cannot pay or refund with it.
 */
export interface KeyHolder {
  readonly role: "site" | "account";
  readonly accountId: number;
  /** What the key is called where it must not be shown. */
  readonly keyName: string;
  /** The site of the key; for an account its first site, which the API names where it must name one. */
  readonly site: Site;
  readonly key: ApiKeyTerms;
}
