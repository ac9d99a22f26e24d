import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { loadOrCreateMasterKey, parseMasterKey } from "./master-key.ts";

const bytes = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const hex = Buffer.from(bytes).toString("hex");

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "sluis-master-key-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test("hexadecimal and every form of base64 give the same key and key id", () => {
  const base64 = Buffer.from(bytes).toString("base64");
  const forms = [hex, hex.toUpperCase(), base64, base64.replace("=", ""), ` ${hex}\n`];
  for (const text of [...forms, Buffer.from(bytes).toString("base64url")]) {
    const masterKey = parseMasterKey(text);
    assert.ok(masterKey !== null, text);
    assert.deepEqual(Uint8Array.from(masterKey.key.reveal()), bytes);
    // First eight digits of `sha256sum` over the 32 bytes ff fe … e0.
    assert.equal(masterKey.keyId, "1865c008");
  }
});

test("what is not 32 bytes is no master key", () => {
  const short = Buffer.from(bytes.subarray(1)).toString("base64");
  for (const text of ["", "secret", hex.slice(2), `${hex}00`, short, `${hex.slice(1)}g`, "=".repeat(44)]) {
    assert.equal(parseMasterKey(text), null, text);
  }
});

test("the first use makes a key that only the owner may read, the second finds it", async (t) => {
  const dataDir = join(await folder(t), "data");
  const first = await loadOrCreateMasterKey(dataDir);
  const second = await loadOrCreateMasterKey(dataDir);
  assert.deepEqual(second.key.reveal(), first.key.reveal());
  assert.equal(second.keyId, first.keyId);
  assert.equal((await stat(join(dataDir, "master-key"))).mode & 0o777, 0o600);
});

test("starts at the same moment agree on one key and leave no draft behind", async (t) => {
  const dataDir = await folder(t);
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateMasterKey(dataDir)));
  assert.equal(new Set(keys.map((it) => it.keyId)).size, 1);
  assert.deepEqual(await readdir(dataDir), ["master-key"]);
});

test("a damaged key file is refused and left as it is", async (t) => {
  const dataDir = await folder(t);
  const path = join(dataDir, "master-key");
  await writeFile(path, hex.slice(10));
  await assert.rejects(loadOrCreateMasterKey(dataDir), /does not hold a master key/);
  assert.equal(await readFile(path, "utf8"), hex.slice(10));
});
