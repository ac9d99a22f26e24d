import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { grantStatements } from "./grant-rights.ts";
import { databaseRoles, drawnSequences, tableRights } from "./table-rights.ts";

// Goal: somebody has decided for every table of the schema who may do what with it.
const schema = await readFile(new URL("./schema.sql", import.meta.url), "utf8");
const tables = new Set(
  [...schema.matchAll(/^create (?:unlogged )?table (\w+) \(/gm)].map(([, name = ""]) => name),
);

test("every table of the schema has its rights in table-rights.ts, and no other is named there", () => {
  assert.deepEqual(Object.keys(tableRights).toSorted(), [...tables].toSorted());
});

test("what happened can be added to and not changed by the role that serves", () => {
  for (const table of [
    "audit_entry",
    "audit_checkpoint",
    "order_history",
    "ledger_transfer",
    "closing_balance",
    "closed_day",
    "order_file",
  ]) {
    assert.deepEqual(tableRights[table]?.app, ["select", "insert"], table);
  }
});

test("nothing that holds money or its story can be deleted by the role that serves", () => {
  for (const table of ["orders", "payment_attempt", "related_transaction", "site", "api_key", "fee_rule"]) {
    assert.ok(!(tableRights[table]?.app ?? []).includes("delete"), table);
  }
});

test("a table that the vault reads whole, the role that serves does not read at all", () => {
  for (const [table, { app = [], vault = [] }] of Object.entries(tableRights)) {
    assert.ok(!vault.includes("select") || app.length === 0, table);
  }
});

test("the sequences that are drawn from are those of the schema", () => {
  const sequences = [...schema.matchAll(/^create sequence (\w+)/gm)].map(([, name = ""]) => name);
  assert.deepEqual([...drawnSequences].toSorted(), sequences.toSorted());
});

test("what is granted is granted to the two roles and to nobody else", () => {
  const roles: readonly string[] = Object.values(databaseRoles);
  for (const statement of grantStatements.filter((one) => one.startsWith("grant"))) {
    for (const role of (statement.split(" to ")[1] ?? "").split(", "))
      assert.ok(roles.includes(role), statement);
  }
});
