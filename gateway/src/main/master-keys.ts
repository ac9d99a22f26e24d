import { loadOrCreateMasterKey, type MasterKey, parseMasterKey } from "#adapters/node/master-key.ts";
import { checkValueOf } from "#adapters/node/wrapped-key.ts";
import type { MasterKeyRow } from "#adapters/postgres/data-keys.ts";
import type { Config } from "./config.ts";
import { StartupError } from "./startup-error.ts";

/** The keys that the operator gave. */
export interface GivenMasterKeys {
  readonly current: MasterKey;
  readonly previous: MasterKey | null;
}

/** `mayCreate`: nothing is sealed yet, so the sandbox may make a key of its own. */
export async function givenMasterKeys(config: Config, mayCreate: boolean): Promise<GivenMasterKeys> {
  const previous =
    config.previousMasterKey === null ? null : parsed("SLUIS_MASTER_KEY_PREVIOUS", config.previousMasterKey);
  if (config.masterKey !== null) return { current: parsed("SLUIS_MASTER_KEY", config.masterKey), previous };
  try {
    return { current: await loadOrCreateMasterKey(config.dataDir, mayCreate), previous };
  } catch (error) {
    throw new StartupError(error instanceof Error ? error.message : String(error));
  }
}

function parsed(variable: string, text: string): MasterKey {
  const masterKey = parseMasterKey(text);
  if (masterKey === null) {
    throw new StartupError(`${variable} must be 32 bytes as 64 hexadecimal digits or base64.`);
  }
  return masterKey;
}

/** The given key that holds the house; whoever has another is told so before anything is written. */
export function holdingKey({ current, previous }: GivenMasterKeys, held: MasterKeyRow): MasterKey {
  const fits = (key: MasterKey): boolean => key.keyId === held.id && checkValueOf(key) === held.checkValue;
  if (fits(current)) return current;
  if (previous !== null && fits(previous)) return previous;
  throw wrongMasterKey(held.id, current);
}

/** The given key under which a database from before data keys is sealed. */
export function earlierKey({ current, previous }: GivenMasterKeys, ids: readonly string[]): MasterKey {
  const [id] = ids;
  if (ids.length > 1) {
    throw new StartupError(`The database is sealed under several master keys (${ids.join(", ")}).`);
  }
  if (id === undefined || id === current.keyId) return current;
  if (previous?.keyId === id) return previous;
  throw wrongMasterKey(id, current);
}

const wrongMasterKey = (wanted: string, { keyId }: MasterKey): StartupError =>
  new StartupError(
    `SLUIS_MASTER_KEY is not the key of this database: it is sealed under master key ${wanted}, and the ` +
      `given one is ${keyId}. Nothing was changed. Give the right key, or restore it from its backup ` +
      `(docs/operations/keys.md).`,
  );
