import type { KeyObject } from "node:crypto";
import { assert } from "#domain/result.ts";
import type { ApiKeyOwner } from "#domain/merchant/api-key.ts";
import type { Secret } from "#domain/secret.ts";
import { deriveKey } from "./sealing.ts";

/** A data key out of its wrapping. */
export interface DataKey {
  readonly id: string;
  /** Null: of the house. */
  readonly accountId: number | null;
  readonly isRoot: boolean;
  readonly isCurrent: boolean;
  readonly key: Secret<Uint8Array>;
}

/** What is derived of one data key. */
export interface SealingKeys {
  readonly id: string;
  readonly card: KeyObject;
  readonly text: KeyObject;
}

/**
 * The data keys that this process knows. It is loaded again when keys change; a
 * key that was once in it stays, for what is sealed under it may be anywhere.
 */
export interface KeyRing {
  readonly root: Secret<Uint8Array>;
  /** Fails for a key that the database did not have when it was last asked. */
  find(id: string): SealingKeys;
  /** With what is sealed now; an account that is not known yet has the house's. */
  currentOf(owner: ApiKeyOwner): SealingKeys;
  load(content: KeyRingContent): void;
}

export interface KeyRingContent {
  readonly keys: readonly DataKey[];
  /** Which account a site is of. */
  readonly accountOfSite: ReadonlyMap<number, number>;
}

/** `onMissing` hears that somebody met a key that is not here. */
export function createKeyRing(content: KeyRingContent, onMissing: () => void = () => undefined): KeyRing {
  const byId = new Map<string, SealingKeys>();
  let current = new Map<number | null, SealingKeys>();
  let { accountOfSite } = content;

  function load(next: KeyRingContent): void {
    for (const { id, key } of next.keys) if (!byId.has(id)) byId.set(id, sealingKeys(id, key));
    current = new Map(
      next.keys.filter(({ isCurrent }) => isCurrent).map(({ id, accountId }) => [accountId, found(id)]),
    );
    accountOfSite = next.accountOfSite;
  }

  function found(id: string): SealingKeys {
    const keys = byId.get(id);
    if (keys === undefined) onMissing();
    assert(keys !== undefined, `sealed under key ${id}, which is not known here`);
    return keys;
  }

  const root = content.keys.find(({ isRoot }) => isRoot);
  assert(root !== undefined, "keys without a root");
  load(content);
  return {
    root: root.key,
    find: found,
    currentOf(owner) {
      const account = "account" in owner ? owner.account : accountOfSite.get(owner.site);
      const keys = (account === undefined ? undefined : current.get(account)) ?? current.get(null);
      assert(keys !== undefined, "the house has no key to seal with");
      return keys;
    },
    load,
  };
}

/** Derived when it is first needed: of many accounts few are met by one process. */
function sealingKeys(id: string, key: Secret<Uint8Array>): SealingKeys {
  let card: KeyObject | null = null;
  let text: KeyObject | null = null;
  return {
    id,
    get card() {
      return (card ??= deriveKey(key, "card"));
    },
    get text() {
      return (text ??= deriveKey(key, "text"));
    },
  };
}
