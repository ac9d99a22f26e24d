import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { assertWhole, streamOf } from "../support/audit.ts";
import { assertAccepted } from "../support/expectations.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: whoever changes the audit log, or an order behind its back, is found, however much of the database is his. Method:
// the database's superuser with its triggers off, one kind of tampering for each order, one verification for all.

const world = await startWorld();
const folder = await mkdtemp(join(tmpdir(), "sluis-test-audit-"));
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});
const { api } = world;
const exported = join(folder, "checkpoints.jsonl");

/** Three entries: begun, completed, refunded. */
async function sell(): Promise<string> {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 100 }));
  return streamOf(world, orderId);
}

const tamper = (statements: string): Promise<unknown> =>
  world.sql(`begin; set local session_replication_role = replica; ${statements}; commit`);

/** The database's own arithmetic, with which a forger makes a chain that fits again. */
const forgedEntry = (stream: string, seq: number): string => `
  update audit_entry set entry = replace(entry, '"amount_refunded":100', '"amount_refunded":900')
    where stream = '${stream}' and seq = ${seq};
  update audit_entry set hash = chained_hash(previous_hash, entry) where stream = '${stream}' and seq = ${seq}`;

const shortened = (stream: string): string => `
  delete from audit_entry where stream = '${stream}' and seq = 3;
  update orders set phase = 'completed', amount_refunded = 0, version = 2, audit_seq = 2, audit_hash =
    (select hash from audit_entry where stream = '${stream}' and seq = 2) where 'order/' || key = '${stream}'`;

const tamperings: readonly {
  readonly name: string;
  readonly statements: (stream: string) => string;
  readonly found: string;
}[] = [
  {
    name: "a changed text",
    statements: (stream) =>
      `update audit_entry set entry = replace(entry, '"seq"', '"seQ"') where stream = '${stream}' and seq = 2`,
    found: "entry 2: was changed: its hash is another",
  },
  {
    name: "a changed column",
    statements: (stream) => `update audit_entry set actor = 'page' where stream = '${stream}' and seq = 3`,
    found: "entry 3: was changed: its columns do not say what its text says",
  },
  {
    name: "a last entry forged with its hash and the order",
    statements: (stream) => `${forgedEntry(stream, 3)};
      update orders set amount_refunded = 900, audit_hash =
        (select hash from audit_entry where stream = '${stream}' and seq = 3) where 'order/' || key = '${stream}'`,
    found: ": was signed at entry 3 in checkpoint 1, now entry 3 is in its place",
  },
  {
    name: "an entry forged in the middle with its hash",
    statements: (stream) => forgedEntry(stream, 2).replaceAll('"amount_refunded":100', '"amount_refunded":0'),
    found: "entry 3: does not follow the entry before it",
  },
  {
    name: "an entry dropped from the middle",
    statements: (stream) => `delete from audit_entry where stream = '${stream}' and seq = 2`,
    found: ": entry 2 is missing",
  },
  {
    name: "an entry dropped from the end",
    statements: (stream) => `delete from audit_entry where stream = '${stream}' and seq = 3`,
    found: ": ended at entry 3, entries after 2 are missing",
  },
  {
    name: "an end dropped together with what the order says of it",
    statements: shortened,
    found: ": was signed at entry 3 in checkpoint 1, now entry 2 is in its place",
  },
  {
    name: "a whole stream dropped",
    statements: (stream) => `delete from audit_entry where stream = '${stream}'`,
    found: ": was signed at entry 3 in checkpoint 1, now what was signed is missing",
  },
  {
    name: "two entries in each other's place",
    statements: (stream) => `
      update audit_entry set seq = seq + 10 where stream = '${stream}' and seq > 1;
      update audit_entry set seq = case seq when 12 then 3 else 2 end where stream = '${stream}' and seq > 10`,
    found: "entry 2: does not follow the entry before it",
  },
  {
    name: "an order changed behind the log's back",
    statements: (stream) =>
      `update orders set phase = 'void', version = 9 where 'order/' || key = '${stream}'`,
    found: ": was changed behind the log's back: phase is void, was partial_refunded, version is 9, was 3",
  },
  {
    name: "an order that is gone",
    statements: (stream) => `delete from orders where 'order/' || key = '${stream}'`,
    found: ": what it tells of is gone",
  },
];

test("the database refuses to change, delete and truncate entries and checkpoints, its owner too", async () => {
  await sell();
  assert.equal((await world.commandLine("audit", "checkpoint")).code, 0);
  for (const table of ["audit_entry", "audit_checkpoint", "audit_checkpoint_head"]) {
    for (const statement of [
      `update ${table} set hash = hash`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await assert.rejects(world.sql(statement), /the audit log is only added to/, statement);
    }
  }
  await assertWhole(world);
});

test("every kind of tampering is found, with the place", async () => {
  const streams = await Promise.all(tamperings.map(() => sell()));
  // What the forger drops to its end was signed by then; number 1 holds the order of the test before.
  assert.equal((await world.commandLine("audit", "checkpoint")).code, 0);
  assert.equal((await world.commandLine("audit", "export", "--to", exported)).code, 0);
  await assertWhole(world);
  for (const [index, { statements }] of tamperings.entries()) await tamper(statements(streams[index] ?? ""));
  await tamper("delete from audit_entry where stream = 'site/1' and seq = 1");
  const { code, output } = await world.commandLine("audit", "verify");
  assert.equal(code, 1, output);
  for (const [index, { name, found }] of tamperings.entries()) {
    const sentence = `${streams[index]}${found.startsWith(":") ? "" : " "}${found.replace("checkpoint 1", "checkpoint 2")}`;
    assert.ok(output.includes(sentence), `${name}: ${sentence}\n${output}`);
  }
  assert.match(output, /^site\/1: entry 1 is missing$/m);
});

test("forged, exchanged and dropped checkpoints and an open guard are found, by the file that was kept elsewhere too", async () => {
  const stranger = await world.commandLine("audit", "verify", "--public-key", "0".repeat(64));
  assert.match(stranger.output, /^checkpoint 1: is signed by a key that does not count: [0-9a-f]{64}$/m);
  await tamper(`update audit_checkpoint set signature = decode(repeat('00', 64), 'hex') where number = 1;
    update audit_checkpoint_head set seq = seq + 1 where number = 1`);
  await world.sql("alter table audit_entry disable trigger refuse_audit_change");
  const forged = await world.commandLine("audit", "verify");
  assert.equal(forged.code, 1);
  assert.match(forged.output, /^checkpoint 1: is forged: its signature does not hold$/m);
  assert.match(forged.output, /^checkpoint 1: the ends of streams that it was signed over were changed$/m);
  assert.match(forged.output, /^audit_entry: its trigger that refuses changes is gone or switched off$/m);
  assert.doesNotMatch(forged.output, /only in the file/);

  await tamper(
    "delete from audit_checkpoint where number = 2; delete from audit_checkpoint_head where number = 2",
  );
  const dropped = await world.commandLine("audit", "verify", "--checkpoint", exported);
  assert.match(dropped.output, /^checkpoint 2: is missing: it is only in the file$/m);

  const refused = await world.commandLine("audit", "export", "--to", exported);
  assert.notEqual(refused.code, 0, "a file that is there is not written over");
});
