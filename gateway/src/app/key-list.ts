import { type Instant, secondMs } from "#domain/time.ts";
import type { Store } from "#ports/store.ts";

/** How old the list may be: a key that was made since is not in it. */
const readEveryMs = 10 * secondMs;
/** With more keys than this the list is not kept, and any key may be one of them. */
const mostKeys = 50_000;

export interface KeyList {
  /** False only for what was no key when the list was read. */
  mayHave(fingerprint: string): Promise<boolean>;
}

/** The fingerprints of all API keys, read when somebody asks, and again when they are old. Never the keys. */
export function createKeyList(store: Pick<Store, "keyFingerprints">, realNow: () => Instant): KeyList {
  let reading: Promise<ReadonlySet<string>> | null = null;
  let readAt = 0;

  /** A reading that failed is not remembered as an answer. */
  function read(): Promise<ReadonlySet<string>> {
    const list = store.keyFingerprints(mostKeys).then(
      (fingerprints) => new Set(fingerprints),
      (error: unknown) => {
        if (reading === list) reading = null;
        throw error;
      },
    );
    return list;
  }

  return {
    async mayHave(fingerprint) {
      const now = realNow();
      if (reading === null || now >= readAt + readEveryMs) {
        readAt = now;
        reading = read();
      }
      const keys = await reading;
      return keys.size >= mostKeys || keys.has(fingerprint);
    },
  };
}
