import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "#domain/secret.ts";
import { createOnce, isErrorCode } from "./create-once.ts";

export interface MasterKey {
  readonly key: Secret<Uint8Array>;
  /** First eight hex digits of the key's SHA-256: stored with every ciphertext, tells nothing of the key. */
  readonly keyId: string;
}

const keyBytes = 32;

/** 64 hexadecimal digits, or base64 (either alphabet, padded or not) of 32 bytes; null for anything else. */
export function parseMasterKey(text: string): MasterKey | null {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return fromBytes(Buffer.from(trimmed, "hex"));
  // 43 digits carry 258 bits: Node's decoder also reads the URL-safe alphabet and drops the two spare bits.
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return fromBytes(Buffer.from(trimmed, "base64"));
  return null;
}

/**
 * The sandbox's own key in `<dataDir>/master-key`, made at first use. Of two
 * processes that start at once both end up with the key of the first. Where a key
 * may not be made, for there is something that a lost one has sealed, the lack of
 * the file is told instead.
 */
export async function loadOrCreateMasterKey(dataDir: string, mayCreate = true): Promise<MasterKey> {
  const path = join(dataDir, "master-key");
  const text = (await readIfThere(path)) ?? (mayCreate ? await create(dataDir, path) : null);
  if (text === null) {
    throw new Error(`${path} is gone, and the database is sealed under it; restore it from a backup.`);
  }
  const masterKey = parseMasterKey(text);
  if (masterKey === null) {
    throw new Error(`${path} does not hold a master key (64 hexadecimal digits); restore it from a backup.`);
  }
  return masterKey;
}

function fromBytes(key: Uint8Array): MasterKey {
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 8);
  return { key: new Secret(key), keyId };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function create(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  await createOnce(path, `${randomBytes(keyBytes).toString("hex")}\n`);
  return readFile(path, "utf8");
}
