import { type SiteId, siteId } from "#domain/ids.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { SiteProfile } from "#domain/merchant/site-profile.ts";
import type { Secret } from "#domain/secret.ts";
import { refuse, type Result } from "#domain/result.ts";
import type { OwnedSite } from "#ports/site-book.ts";
import { signingKeyOf } from "./api-key.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The sites that a key may look at, or the one of them that is asked for. Null
 * where it is not one of them: whether it exists at all is not told.
 */
export async function ownSites(
  deps: Dependencies,
  holder: KeyHolder,
  wanted: number | null,
): Promise<readonly SiteId[] | null> {
  const own =
    holder.role === "site" ? [holder.site.id] : await deps.siteBook.sitesOfAccount(holder.accountId);
  if (wanted === null) return own;
  const found = own.filter((id) => id === wanted);
  return found.length === 0 ? null : found;
}

/** A site as its owner reads it, with the key that its shop uses. */
export interface ShownSite extends OwnedSite {
  /** Null for a site that has no key, and for whoever may only read: the key may do more. */
  readonly apiKey: Secret<string> | null;
}

/** A site of the key's holder; `forbidden` where it is not his. */
export async function readOwnSite(
  deps: Dependencies,
  holder: KeyHolder,
  wanted: number,
): Promise<Result<ShownSite, "forbidden">> {
  const own = await ownSites(deps, holder, wanted);
  const site = own === null ? null : await deps.siteBook.findOwned(siteId(wanted));
  return site === null
    ? refuse("forbidden")
    : { ok: true, value: { ...site, apiKey: await keyToldTo(deps, holder, site.id) } };
}

/**
 * Changes what is told of a site; `change` judges the whole that would result,
 * and its refusal is given back with nothing written. Repeating it changes
 * nothing more.
 */
export async function changeOwnSite<R>(
  deps: Dependencies,
  command: {
    readonly holder: KeyHolder;
    readonly wanted: number;
    readonly change: (current: SiteProfile) => Result<SiteProfile, R>;
  },
): Promise<Result<ShownSite, R | "forbidden">> {
  const own = await ownSites(deps, command.holder, command.wanted);
  const changed =
    own === null ? null : await deps.siteBook.changeProfile(siteId(command.wanted), command.change);
  if (changed === null) return refuse("forbidden");
  if (!changed.ok) return changed;
  return {
    ok: true,
    value: { ...changed.value, apiKey: await keyToldTo(deps, command.holder, changed.value.id) },
  };
}

const keyToldTo = async (
  deps: Dependencies,
  { key }: KeyHolder,
  id: SiteId,
): Promise<Secret<string> | null> => (key.isReadOnly ? null : signingKeyOf(deps, id));
