import type { SiteId } from "#domain/ids.ts";
import { isRetired } from "#domain/merchant/api-key.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import { Secret } from "#domain/secret.ts";
import { hourMs, type Instant, later, minuteMs } from "#domain/time.ts";
import { openApiKey } from "./api-key.ts";
import type { Dependencies } from "./dependencies.ts";
import { createKeyList } from "./key-list.ts";

/** How long a key that was good is believed without asking again, should the word of its revocation be lost. */
const rememberedMs = minuteMs / 6;
/** More keys than a shop's server has; beyond it the oldest is asked anew. */
const mostRemembered = 1_000;
/** How far the time in a signature may be from ours, to either side. */
const signatureWindowMs = 5 * minuteMs;
/** The clock of another process may be behind. */
const clockDifferenceMs = minuteMs / 2;

/** A request that is signed with a key instead of showing it. */
export interface SignedRequest {
  readonly keyId: number;
  /** When it was signed, as it says itself. */
  readonly signedAt: Instant;
  /** What was signed, the time among it. */
  readonly text: string;
  /** Hexadecimal. */
  readonly signature: string;
  /** Reads and says nothing that makes it the only one of its second: it may come again. */
  readonly isRepeatable: boolean;
  readonly idempotencyKey: string | null;
}

export interface SiteDirectory {
  /** Whose API key it is, or null. Surrounding white space does not count. */
  holderOfKey(key: string): Promise<KeyHolder | null>;
  /**
   * The same for an address that tried too many wrong keys: another wrong one is
   * told from a list of all that is read every ten seconds at most, and asks the
   * database nothing. A key made since is not known there yet.
   */
  holderOfSuspect(key: string): Promise<KeyHolder | null>;
  /**
   * Who signed, or null: five minutes from now or later a signature is worth nothing. `used` where the request is a
   * copy of one that was let through.
   */
  holderOfSignature(signed: SignedRequest): Promise<KeyHolder | "used" | null>;
  /** The site has changed: who comes next with one of its keys is asked for anew. */
  forget(id: SiteId): void;
  /** Keys have changed: all are asked for anew. */
  forgetAll(): void;
}

export function createSiteDirectory(deps: Dependencies, realNow: () => Instant): SiteDirectory {
  const remembered = new Map<string, { readonly holder: KeyHolder; readonly until: number }>();
  const keys = createKeyList(deps.store, realNow);
  let changes = 0;

  async function find(
    key: string,
    isThere: (fingerprint: string) => Promise<boolean>,
  ): Promise<KeyHolder | null> {
    const text = key.trim();
    if (text.length < 5 || text.length > 200) return null;
    const fingerprint = deps.vault.fingerprint(new Secret(text), "api-key");
    const known = remembered.get(fingerprint);
    if (known !== undefined && known.until > realNow()) return living(deps, known.holder);
    remembered.delete(fingerprint);
    if (!(await isThere(fingerprint))) return null;
    const before = changes;
    const holder = await deps.store.findKeyHolder(fingerprint);
    if (holder === null) return null;
    await noteUse(deps, holder);
    // What was read while keys changed may be what they were before.
    if (before === changes) remember(fingerprint, holder);
    return living(deps, holder);
  }

  function remember(fingerprint: string, holder: KeyHolder): void {
    if (remembered.size >= mostRemembered) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    remembered.set(fingerprint, { holder, until: realNow() + rememberedMs });
  }

  return {
    holderOfKey: (key) => find(key, async () => true),
    holderOfSuspect: (key) => find(key, (fingerprint) => keys.mayHave(fingerprint)),
    async holderOfSignature({ keyId, signedAt, text, signature, isRepeatable, idempotencyKey }) {
      const now = realNow();
      if (Math.abs(now - signedAt) > signatureWindowMs) return null;
      const found = await deps.store.findSigningHolder(keyId);
      if (found === null || living(deps, found.holder) === null) return null;
      if (!deps.vault.isSignature(signature, text, openApiKey(deps, found.key))) return null;
      if (!isRepeatable) {
        const use = { idempotencyKey, now, until: later(signedAt, signatureWindowMs + clockDifferenceMs) };
        if (!(await deps.usedSignatures.use(signature, use))) return "used";
      }
      await noteUse(deps, found.holder);
      return found.holder;
    },
    forget(id) {
      changes += 1;
      for (const [fingerprint, { holder }] of remembered) {
        if (holder.site.id === id) remembered.delete(fingerprint);
      }
    },
    forgetAll() {
      changes += 1;
      remembered.clear();
    },
  };
}

const living = (deps: Dependencies, holder: KeyHolder): KeyHolder | null =>
  isRetired(holder.key, deps.clock.now()) ? null : holder;

/** To the hour: a write for each request would cost more than the answer is worth. */
async function noteUse(deps: Dependencies, { key }: KeyHolder): Promise<void> {
  const now = deps.clock.now();
  if (key.lastUsedAt === null || now >= key.lastUsedAt + hourMs) await deps.store.noteKeyUse(key.id, now);
}
