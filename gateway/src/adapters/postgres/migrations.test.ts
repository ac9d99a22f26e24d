import assert from "node:assert/strict";
import { test } from "node:test";
import { orderCommands, phases, step, wireStatus } from "#domain/order/phase.ts";
import { attemptStates, mayHoldCard } from "#domain/payment/attempt.ts";
import { readMigrations } from "./migrate.ts";

// Goal: what the database enforces is what the domain says, read from the migrations as text.
const sql = (await readMigrations()).map((migration) => migration.sql).join("\n");

test("migrations are numbered from one without a gap", async () => {
  const numbers = (await readMigrations()).map((migration) => migration.number);
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => index + 1),
  );
});

test("the database allows exactly the steps of the order table", () => {
  const inserted = [...sql.matchAll(/insert into order_transition values([^;]+);/g)]
    .map((match) => match[1])
    .join(" ");
  const inDatabase = [...inserted.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from}>${to}`);
  const inDomain = phases.flatMap((from) =>
    orderCommands.flatMap((command) => {
      const to = step(from, command);
      return to === null ? [] : [`${from}>${to}`];
    }),
  );
  assert.deepEqual(inDatabase.toSorted(), [...new Set(inDomain)].toSorted());
});

test("the database allows exactly the statuses of each phase", () => {
  for (const phase of phases) {
    const { status, financialStatus } = wireStatus[phase];
    assert.ok(sql.includes(`('${phase}', '${status}', '${financialStatus}')`), phase);
  }
});

test("the database lets an attempt hold card data only where the domain does", () => {
  const listed = /sealed_card is null\s+or state in \(([^)]+)\)/.exec(sql)?.[1] ?? "";
  const inDatabase = [...listed.matchAll(/'(\w+)'/g)].map(([, state]) => state);
  assert.deepEqual(inDatabase, attemptStates.filter(mayHoldCard));
});
