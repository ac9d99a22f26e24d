import type { SiteId } from "#domain/ids.ts";
import { apiKeyContext } from "#domain/sealed-context.ts";
import type { Secret } from "#domain/secret.ts";
import type { SealedApiKey } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The key that a site's shop verifies its notifications with, and that the
 * account is told of; null for a site that has none that lives.
 */
export async function signingKeyOf(
  deps: Pick<Dependencies, "store" | "vault" | "clock">,
  site: SiteId,
): Promise<Secret<string> | null> {
  const found = await deps.store.sealedApiKey(site, deps.clock.now());
  return found === null ? null : openApiKey(deps, found);
}

/** The key itself, out of the vault. */
export const openApiKey = ({ vault }: Pick<Dependencies, "vault">, row: SealedApiKey): Secret<string> =>
  vault.openText(row.sealed, apiKeyContext(row, row.sealed.keyId));
