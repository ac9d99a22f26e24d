import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { BrokenBackupError, checkBackup } from "./format.ts";

const folder = await mkdtemp(join(tmpdir(), "sluis-format-"));
after(() => rm(folder, { recursive: true, force: true }));

const head = `{"sluisBackup":1,"at":"2026-01-01T00:00:00.000Z","server":"18.4","migrations":["0001-orders"]}\n`;
const table = `{"table":"site","columns":["id","name"]}\n`;
const rows = "1\tLamps\n2\tA \\\\. and\\na line\n";
const body = `${head}${table}${rows}\\.\n`;

const tailOf = (text: string, count: number): string =>
  `${JSON.stringify({ rows: { site: count }, sequences: [], sha256: createHash("sha256").update(text).digest("hex") })}\n`;

async function check(bytes: Buffer | string): ReturnType<typeof checkBackup> {
  const path = join(folder, "file");
  await writeFile(path, typeof bytes === "string" ? gzipSync(bytes) : bytes);
  return checkBackup(path);
}

test("a whole backup says what it holds", async () => {
  const manifest = await check(body + tailOf(body, 2));
  assert.deepEqual(manifest.migrations, ["0001-orders"]);
  assert.deepEqual(manifest.tables, [{ table: "site", columns: ["id", "name"] }]);
  assert.deepEqual(manifest.rows, { site: 2 });
});

test("what is damaged, cut off, changed or no backup at all is refused in a sentence", async () => {
  const whole = body + tailOf(body, 2);
  const packed = gzipSync(whole);
  const refused: readonly (readonly [string, Buffer | string, RegExp])[] = [
    ["cut off as a file", packed.subarray(0, packed.length - 10), /damaged or cut off/],
    ["without its last line", body, /cut off/],
    ["within a row", `${head}${table}1\tLa`, /cut off/],
    ["within a table", `${head}${table}${rows}`, /cut off/],
    ["a changed row", whole.replace("Lamps", "Lumps"), /SHA-256/],
    ["a changed head", whole.replace("18.4", "18.5"), /SHA-256/],
    ["a row fewer than it says", body + tailOf(body, 3), /SHA-256/],
    ["more after its end", `${whole}${head}`, /goes on after its end/],
    ["a later format", whole.replace(`"sluisBackup":1`, `"sluisBackup":2`), /newer Sluis/],
    ["something else", "hello\n", /not a backup/],
    ["other JSON", "[]\n", /not a backup/],
    ["nothing", "", /cut off/],
    ["not packed", Buffer.from(whole), /damaged/],
  ];
  for (const [what, bytes, sentence] of refused) {
    await assert.rejects(
      check(bytes),
      (error) => error instanceof BrokenBackupError && sentence.test(error.message),
      what,
    );
  }
});
