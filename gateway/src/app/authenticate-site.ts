import type { Site } from "#domain/merchant/site.ts";
import { Secret } from "#domain/secret.ts";
import { type Instant, minuteMs } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** How long a key that was good is believed without asking again: a withdrawn key dies within this. */
const rememberedMs = minuteMs / 6;
/** More keys than a shop's server has; beyond it the oldest is asked anew. */
const mostRemembered = 1_000;

export interface SiteDirectory {
  /** The site of an API key, or null. Surrounding white space does not count. */
  siteOfKey(key: string): Promise<Site | null>;
}

export function createSiteDirectory(deps: Dependencies, realNow: () => Instant): SiteDirectory {
  const remembered = new Map<string, { readonly site: Site; readonly until: number }>();
  return {
    async siteOfKey(key) {
      const text = key.trim();
      if (text.length < 5 || text.length > 200) return null;
      const fingerprint = deps.vault.fingerprint(new Secret(text), "api-key");
      const known = remembered.get(fingerprint);
      if (known !== undefined && known.until > realNow()) return known.site;
      remembered.delete(fingerprint);
      const site = await deps.store.findSiteByKey(fingerprint);
      if (site === null) return null;
      if (remembered.size >= mostRemembered) {
        const [oldest] = remembered.keys();
        if (oldest !== undefined) remembered.delete(oldest);
      }
      remembered.set(fingerprint, { site, until: realNow() + rememberedMs });
      return site;
    },
  };
}
