import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import pg from "pg";
import { merchantApi } from "../support/api.ts";
import { databaseVariables } from "../support/database-roles.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { numberAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { acknowledges, fails, startShop } from "../support/shop.ts";
import { sandboxClock, startWorld } from "../support/world.ts";

// Goal: what was saved comes back whole, goes on working, and nothing else is taken for a backup. Method: a gateway with
// paid, refunded and unfinished orders is saved while it runs, trades on, and is then moved to an empty database.

const world = await startWorld();
const shop = await startShop();
const folder = await mkdtemp(join(tmpdir(), "sluis-backup-"));
const file = join(folder, "sluis.backup");
after(async () => {
  await shop.stop();
  await onServer(world.databaseUrl, `drop database if exists ${nameOf(restoredUrl)} with (force)`);
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});
const { api } = world;

const server = new URL(world.databaseUrl);
const nameOf = (url: string): string => new URL(url).pathname.slice(1);
const restoredUrl = Object.assign(new URL(server), { pathname: `${server.pathname}_restored` }).href;

async function onServer(url: string, ...statements: readonly string[]): Promise<pg.QueryResult | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let last: pg.QueryResult | undefined;
    for (const statement of statements) last = await client.query(statement);
    return last;
  } finally {
    await client.end();
  }
}

const emptyDatabase = (): Promise<unknown> =>
  onServer(
    world.databaseUrl,
    `drop database if exists ${nameOf(restoredUrl)} with (force)`,
    `create database ${nameOf(restoredUrl)}`,
  );
const onRestored = (...words: readonly string[]): ReturnType<typeof world.commandLine> =>
  world.commandLineWith(databaseVariables(restoredUrl), ...words);
const restore = (from: string): ReturnType<typeof world.commandLine> => onRestored("restore", "--from", from);

/** Each table in full, as text, in an order of its own. */
async function contentsOf(url: string): Promise<ReadonlyMap<string, string>> {
  const tables = await onServer(
    url,
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relpersistence = 'p' and relname <> 'migration' order by relname`,
  );
  const contents = new Map<string, string>();
  for (const { relname } of (tables?.rows ?? []) as readonly { relname: string }[]) {
    const rows = await onServer(
      url,
      `select string_agg(t::text, E'\\n' order by t::text) as all from "${relname}" t`,
    );
    contents.set(relname, String(rows?.rows[0]?.all));
  }
  return contents;
}

const orders = { paid: newOrderId(), refunded: newOrderId(), open: newOrderId(), later: newOrderId() };
const path = `/n/${orders.paid}`;
const contents = new Map<string, string>();

before(async () => {
  shop.script(path, fails);
  const told = { payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" } };
  // Signs that a text form of rows has to escape, and a document of an order: bytes.
  const odd = { description: "Tab\there, back\\slash, \\. and line\nend \u{1f6b2}" };
  assertAccepted(
    await api("POST", "/orders", directOrderWithout3ds({ order_id: orders.paid, ...odd, ...told })),
  );
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orders.refunded })));
  assertAccepted(await api("POST", `/orders/${orders.refunded}/refunds`, { currency: "EUR", amount: 250 }));
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orders.open })));
  await shop.receives(path, 1);
  await eventually("nothing is under way", async () =>
    (await world.sql("select from job where claimed_by is not null")).length === 0 ? true : null,
  );
  const saved = await world.commandLine("backup", "--to", file);
  assert.equal(saved.code, 0, saved.output);
  for (const [table, rows] of await contentsOf(world.databaseUrl)) contents.set(table, rows);
});

test("a backup is a file of its owner's, made whole, and holds no master key and no card", async () => {
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(folder), ["sluis.backup"]);
  const text = (await promisify(gunzip)(await readFile(file))).toString();
  assert.doesNotMatch(text, /4111111111111111/);
  assert.ok(!text.includes(world.apiKey), "an API key lies open in the backup");
  const again = await world.commandLine("backup", "--to", file);
  assert.equal(again.code, 1);
  assert.match(again.output, /is there already/);
});

test("a backup that was changed on its way is refused before anything is written", async () => {
  await emptyDatabase();
  const plain = (await promisify(gunzip)(await readFile(file))).toString();
  const bad = join(folder, "bad");
  await writeFile(bad, await promisify(gzip)(plain.replace("here, back", "hers, back")));
  const { code, output } = await restore(bad);
  assert.equal(code, 1);
  assert.match(output, /SHA-256/);
  assert.equal((await contentsOf(restoredUrl)).size, 0);
  assert.match((await restore(join(folder, "none"))).output, /ENOENT/);
});

test("a backup is restored into an empty database only, row for row", async () => {
  const refused = await world.commandLine("restore", "--from", file);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /not empty/);
  const { code, output } = await restore(file);
  assert.equal(code, 0, output);
  assert.match(output, /Waiting to be done: .*deliver-notification 1.*process-refunds 1/);
  assert.deepEqual(await contentsOf(restoredUrl), contents);
  const again = await restore(file);
  assert.match(again.output, /not empty/);
});

test("schema, keys to other tables and triggers are as the migrations make them", async () => {
  const restored = join(folder, "restored.sql");
  const { code, output } = await onRestored("schema", restored);
  assert.equal(code, 0, output);
  const made = join(folder, "made.sql");
  await world.commandLine("schema", made);
  assert.equal(await readFile(restored, "utf8"), await readFile(made, "utf8"));
  await assert.rejects(onServer(restoredUrl, "delete from ledger_transfer"), /ledger/);
});

test("a gateway goes on from it: books in balance, orders read and refunded, shops told, no number twice", async () => {
  // What happens after the backup, and is lost with the database.
  const lost = assertAccepted(
    await api("POST", "/orders", directOrderWithout3ds({ order_id: orders.later })),
  );
  const told = shop.calls(path).length;
  shop.script(path, acknowledges);
  const books = await onRestored("ledger", "check");
  assert.equal(books.code, 0, books.output);

  await world.killGateway();
  const url = await world.addGateway(databaseVariables(restoredUrl));
  const restored = merchantApi(url, world.apiKey);
  const paid = assertAccepted(await restored("GET", `/orders/${orders.paid}`));
  assert.equal(textAt(paid["status"]), "completed");
  assertRefused(await restored("GET", `/orders/${orders.later}`), { code: 1006 });
  assertAccepted(await restored("POST", `/orders/${orders.paid}/refunds`, { currency: "EUR", amount: 100 }));
  // Not before its time: the clock is the one of the backup too.
  await sandboxClock(url, world.apiKey).advance(26 * 3_600);
  assert.ok(shop.calls(path).length > told);
  const refunded = assertAccepted(await restored("GET", `/orders/${orders.refunded}`));
  assert.equal(numberAt(refunded["amount_refunded"]), 250);

  const again = assertAccepted(
    await restored("POST", "/orders", directOrderWithout3ds({ order_id: orders.later })),
  );
  assert.ok(numberAt(again["transaction_id"]) > numberAt(lost["transaction_id"]) + 1_000_000);
  const after = await onRestored("ledger", "check");
  assert.equal(after.code, 0, after.output);
});
