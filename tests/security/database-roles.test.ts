import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { readOrder } from "../support/api.ts";
import { loginAs, servingRoles } from "../support/database-roles.ts";
import { assertAccepted } from "../support/expectations.ts";
import { at } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: whoever gets a statement into the connections that serve orders cannot destroy or rewrite what happened, cannot
// reach the vault's keys and cannot change the schema. Method: the statements, said by the very roles that serve.

const world = await startWorld();
const asApp = new pg.Client({ connectionString: loginAs(servingRoles.app, world.databaseUrl) });
const asVault = new pg.Client({ connectionString: loginAs(servingRoles.vault, world.databaseUrl) });
await asApp.connect();
await asVault.connect();
after(async () => {
  await asApp.end();
  await asVault.end();
  await world.stop();
});

/** SQLSTATE insufficient_privilege. */
const denied = { code: "42501" };
const isDenied = (client: pg.Client, statement: string): Promise<void> =>
  assert.rejects(client.query(statement), denied, statement);

const orderId = newOrderId();
assertAccepted(await world.api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
assertAccepted(await world.api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 100 }));

test("the gateway serves by the role that may do least", async () => {
  const rows = await world.sql(
    `select distinct usename from pg_stat_activity
     where datname = current_database() and application_name like 'sluis%'`,
  );
  const names = rows.map((row) => String(row["usename"]));
  assert.ok(names.includes(servingRoles.app));
  for (const name of names)
    assert.ok(
      [servingRoles.app, servingRoles.vault].some((role) => role === name),
      name,
    );
});

test("what happened cannot be rewritten, deleted or emptied by the role that serves", async () => {
  for (const [table, column] of [
    ["audit_entry", "entry"],
    ["audit_checkpoint", "entry"],
    ["order_history", "at"],
    ["ledger_transfer", "amount"],
    ["closing_balance", "amount"],
    ["closed_day", "ended_at"],
  ]) {
    await isDenied(asApp, `update ${table} set ${column} = ${column}`);
    await isDenied(asApp, `delete from ${table}`);
    await isDenied(asApp, `truncate ${table}`);
  }
});

test("orders, attempts and what followed cannot be deleted by the role that serves", async () => {
  for (const table of ["orders", "payment_attempt", "related_transaction", "order_file", "retired_session"]) {
    await isDenied(asApp, `delete from ${table}`);
    await isDenied(asApp, `truncate ${table} cascade`);
  }
});

test("the role that serves changes neither keys, fees, accounts nor its own rules", async () => {
  for (const statement of [
    "insert into api_key (fingerprint, site_id, key_id, sealed) values ('f', 1, 'k', '')",
    "update api_key set site_id = 2",
    "delete from api_key",
    "update fee_rule set basis_points = 0",
    "update site set account_id = 1",
    "delete from site",
    "insert into order_transition values ('refunded', 'completed')",
    "update phase_status set status = 'completed'",
    "insert into migration (number, name) values (9999, 'x')",
    "select setval('transaction_number', 1)",
  ]) {
    await isDenied(asApp, statement);
  }
});

test("the role that serves makes, alters and drops nothing, and becomes nobody else", async () => {
  for (const statement of [
    "create table of_mine (id integer)",
    "create temporary table of_mine (id integer)",
    "create schema of_mine",
    "create function of_mine() returns integer language sql as 'select 1'",
    "alter table orders add column further text",
    "alter table ledger_transfer disable trigger refuse_ledger_change",
    "drop trigger refuse_order_deletion on orders",
    "drop table order_history",
    "drop index orders_by_time",
    `alter role ${servingRoles.app} superuser`,
    `set role ${servingRoles.vault}`,
    "set role postgres",
    "set session authorization postgres",
    "set session_replication_role = replica",
    "create role of_mine",
    "copy (select 1) to program 'true'",
    "select pg_read_file('PG_VERSION')",
  ]) {
    await isDenied(asApp, statement);
  }
});

test("the role of the vault reads no order, no card and nothing about a shop", async () => {
  for (const [table, column] of [
    ["orders", "key"],
    ["payment_attempt", "sealed_card"],
    ["card_token", "sealed_card"],
    ["api_key", "sealed"],
    ["site", "name"],
    ["order_history", "reason"],
    ["audit_entry", "entry"],
    ["idempotency_key", "answer"],
  ]) {
    await isDenied(asVault, `select ${column} from ${table}`);
  }
  await isDenied(asVault, "create table of_mine (id integer)");
});

test("a table that nobody has given out is open to its owner alone", async () => {
  await world.sql("create table later_key (sealed bytea)");
  try {
    await isDenied(asApp, "select from later_key");
    await isDenied(asVault, "select from later_key");
    await world.restartGateway();
    await isDenied(asApp, "select from later_key");
  } finally {
    await world.sql("drop table later_key");
  }
});

test("what was granted by hand is found, and taken back with the next migration", async () => {
  await world.sql(`grant delete on orders to ${servingRoles.app}`);
  await world.sql(`revoke insert on order_history from ${servingRoles.app}`);
  const found = await world.commandLine("database", "check");
  assert.equal(found.code, 1, found.output);
  assert.match(found.output, /may also delete orders/);
  assert.match(found.output, /lacks insert order_history/);
  const migrated = await world.commandLine("database", "migrate");
  assert.equal(migrated.code, 0, migrated.output);
  const later = await world.commandLine("database", "check");
  assert.equal(later.code, 0, later.output);
});

test("the printed script gives the roles the same as the migration does", async () => {
  const { output } = await world.commandLine("database", "grants");
  for (const role of Object.values(servingRoles)) await world.sql(`drop owned by ${role}`);
  await isDenied(asApp, "select from orders");
  await world.sql(output);
  const checked = await world.commandLine("database", "check");
  assert.equal(checked.code, 0, checked.output);
});

// Without the owner's login nobody makes the sandbox's site, so no key is given to it.
const withoutOwner = { SLUIS_DATABASE_URL_OWNER: "", SLUIS_API_KEY: "" };

test("a gateway without the owner's login serves where the schema is up to date", async () => {
  await world.restartGateway(withoutOwner);
  const order = assertAccepted(await readOrder(world.api, orderId));
  assert.equal(at(order, "order_id"), orderId);
  const another = newOrderId();
  assertAccepted(await world.api("POST", "/orders", directOrderWithout3ds({ order_id: another })));
});

test("a gateway without the owner's login says in one sentence that the schema is behind or rights are lacking", async () => {
  await world.sql("update migration set number = -number where number = (select max(number) from migration)");
  await assert.rejects(
    world.restartGateway(withoutOwner),
    /cannot start: .*not up to date.*database migrate/,
  );
  await world.sql("update migration set number = -number where number < 0");
  await world.sql(`revoke insert on orders from ${servingRoles.app}`);
  await assert.rejects(
    world.restartGateway(withoutOwner),
    /cannot start: The database role sluis_app may not insert orders: DATABASE_URL .*database migrate/,
  );
  await world.restartGateway();
  await assert.rejects(world.restartGateway({ SLUIS_DATABASE_URL_OWNER: "" }), /SLUIS_DATABASE_URL_OWNER/);
});
