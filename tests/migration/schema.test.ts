import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fromRoot } from "../support/paths.ts";
import { startWorld } from "../support/world.ts";

// Goal: the committed schema is what the migrations make today. When it fails: `npm run sluis -- schema`.

const world = await startWorld();
const folder = await mkdtemp(join(tmpdir(), "sluis-test-schema-"));
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

async function dump(): Promise<string> {
  const path = join(folder, "schema.sql");
  const { code, output } = await world.commandLine("schema", path);
  assert.equal(code, 0, output);
  return await readFile(path, "utf8");
}

test("schema.sql is as the migrations make it", async () => {
  assert.equal(await dump(), await readFile(fromRoot("gateway/src/adapters/postgres/schema.sql"), "utf8"));
});

test("a schema that differs is written differently", async () => {
  let before = await dump();
  for (const change of [
    "alter table orders add column further text",
    "alter table orders alter column site_id drop not null",
    "alter table fee_rule drop constraint fee_rule_basis_points_check",
    "drop index velocity_by_card",
    "drop trigger refuse_ledger_change on ledger_transfer",
    "create sequence further_number",
  ]) {
    await world.sql(change);
    const now = await dump();
    assert.notEqual(now, before, change);
    before = now;
  }
});
