import type { SiteId } from "#domain/ids.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import { Secret } from "#domain/secret.ts";
import { type Instant, minuteMs } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";
import { createKeyList } from "./key-list.ts";

/** How long a key that was good is believed without asking again: a withdrawn key dies within this. */
const rememberedMs = minuteMs / 6;
/** More keys than a shop's server has; beyond it the oldest is asked anew. */
const mostRemembered = 1_000;

export interface SiteDirectory {
  /** Whose API key it is, or null. Surrounding white space does not count. */
  holderOfKey(key: string): Promise<KeyHolder | null>;
  /**
   * The same for an address that tried too many wrong keys: another wrong one is
   * told from a list of all that is read every ten seconds at most, and asks the
   * database nothing. A key made since is not known there yet.
   */
  holderOfSuspect(key: string): Promise<KeyHolder | null>;
  /** The site has changed: who comes next with one of its keys is asked for anew. */
  forget(id: SiteId): void;
}

export function createSiteDirectory(deps: Dependencies, realNow: () => Instant): SiteDirectory {
  const remembered = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();
  const keys = createKeyList(deps.store, realNow);

  async function find(
    key: string,
    isThere: (fingerprint: string) => Promise<boolean>,
  ): Promise<KeyHolder | null> {
    const text = key.trim();
    if (text.length < 5 || text.length > 200) return null;
    const fingerprint = deps.vault.fingerprint(new Secret(text), "api-key");
    const known = remembered.get(fingerprint);
    if (known !== undefined && known.until > realNow()) return known.holder;
    remembered.delete(fingerprint);
    if (!(await isThere(fingerprint))) return null;
    const holder = await deps.store.findKeyHolder(fingerprint);
    if (holder === null) return null;
    if (remembered.size >= mostRemembered) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    remembered.set(fingerprint, { holder, until: realNow() + rememberedMs });
    return holder;
  }

  return {
    holderOfKey: (key) => find(key, async () => true),
    holderOfSuspect: (key) => find(key, (fingerprint) => keys.mayHave(fingerprint)),
    forget(id) {
      for (const [fingerprint, { holder }] of remembered) {
        if (holder.site.id === id) remembered.delete(fingerprint);
      }
    },
  };
}
