import type pg from "pg";
import { createKeyRing, type KeyRingContent } from "#adapters/node/key-ring.ts";
import type { MasterKey } from "#adapters/node/master-key.ts";
import { createVault } from "#adapters/node/vault.ts";
import { checkValueOf, newDataKey, unwrapKey, wrapKey } from "#adapters/node/wrapped-key.ts";
import {
  type DataKeyRow,
  ensureDataKeys,
  findMasterKeyRow,
  insertHouse,
  keyIdsOfEarlierRows,
  type MasterKeyRow,
  readAccountsOfSites,
  readDataKeys,
  type WrapNew,
} from "#adapters/postgres/data-keys.ts";
import type { Secret } from "#domain/secret.ts";
import type { Log } from "#ports/log.ts";
import type { Vault } from "#ports/vault.ts";
import type { Config } from "./config.ts";
import { earlierKey, givenMasterKeys, type GivenMasterKeys, holdingKey } from "./master-keys.ts";

/** The vault with all that the master key opens. */
export interface OpenKeys {
  readonly vault: Vault;
  readonly given: GivenMasterKeys;
  /** Of the given ones the one that holds the house. */
  readonly holding: MasterKey;
  readonly wrapNew: WrapNew;
  /** What hashes and signatures are made with: it outlives every other key. */
  readonly root: Secret<Uint8Array>;
  /** Reads what another process changed; the old keys stay where that fails. */
  reload(): void;
  /** The same, waited for; with a first key for an account that is to be made. */
  refresh(account?: number): Promise<void>;
}

/** Connections of those who see sites and orders, and of those who see the vault's keys; they may be the same. */
export interface KeyPools {
  readonly app: pg.Pool;
  readonly vault: pg.Pool;
}

/** Throws a StartupError, and has written nothing, where the master key is lost or another one. */
export async function openKeys({ app, vault }: KeyPools, config: Config, log: Log): Promise<OpenKeys> {
  const before = await findMasterKeyRow(vault);
  const earlier = before === null ? await keyIdsOfEarlierRows(app) : [];
  // Another process may have been first in between, and what it sealed is no earlier row.
  const known = before ?? (await findMasterKeyRow(vault));
  const given = await givenMasterKeys(config, known === null && earlier.length === 0);
  const held = known ?? (await foundHouse(vault, earlierKey(given, earlier), earlier.length > 0));
  const holding = holdingKey(given, held);
  const wrapNew: WrapNew = (id) => wrapKey(holding, id, newDataKey());
  const read = async (): Promise<KeyRingContent> => ({
    keys: (await readDataKeys(vault)).map((row) => unwrapped(given, row)),
    accountOfSite: await readAccountsOfSites(app),
  });
  const ensure = async (account: number | null): Promise<void> => {
    const accounts = new Set((await readAccountsOfSites(app)).values());
    if (account !== null) accounts.add(account);
    await ensureDataKeys(vault, [...accounts], wrapNew);
  };

  await ensure(null);
  const ring = createKeyRing(await read(), () => reload());
  let reading: Promise<void> | null = null;
  let isStale = false;

  /** One at a time; what changes meanwhile is read after. */
  function reload(): void {
    isStale = true;
    reading ??= (async () => {
      while (isStale) {
        isStale = false;
        ring.load(await read());
      }
    })()
      .catch((error: unknown) => log.error("keys.reload-failed", { cause: String(error) }))
      .finally(() => (reading = null));
  }

  return {
    vault: createVault(ring),
    given,
    holding,
    wrapNew,
    root: ring.root,
    reload,
    async refresh(account) {
      if (account !== undefined) await ensure(account);
      ring.load(await read());
    },
  };
}

/** A database from before data keys has its master key as root: what that sealed and hashed stays good. */
async function foundHouse(pool: pg.Pool, master: MasterKey, isEarlier: boolean): Promise<MasterKeyRow> {
  const row = { id: master.keyId, checkValue: checkValueOf(master) };
  const id = isEarlier ? master.keyId : "root.1";
  await insertHouse(pool, row, { id, ...wrapKey(master, id, isEarlier ? master.key : newDataKey()) });
  return (await findMasterKeyRow(pool)) ?? row;
}

function unwrapped(given: GivenMasterKeys, row: DataKeyRow) {
  const { id, accountId, isRoot } = row;
  const master = row.masterKeyId === given.current.keyId ? given.current : (given.previous ?? given.current);
  const key = unwrapKey(master, id, row.wrapped);
  return { id, accountId, isRoot, isCurrent: row.state === "current", key };
}
