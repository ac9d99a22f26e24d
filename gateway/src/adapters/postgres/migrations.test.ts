import assert from "node:assert/strict";
import { test } from "node:test";
import { orderCommands, phases, settlements, step, wireStatus } from "#domain/order/phase.ts";
import { type AttemptState, attemptStates, mayHoldCard } from "#domain/payment/attempt.ts";
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
    const written = financialStatus === null ? ["'completed'", "null"] : [`'${financialStatus}'`];
    assert.ok(
      written.some((one) => sql.includes(`('${phase}', '${status}', ${one})`)),
      phase,
    );
  }
  const updated = /set financial_status = null\s+where phase in \(([^)]+)\)/.exec(sql)?.[1] ?? "";
  const following = [...updated.matchAll(/'(\w+)'/g), ...sql.matchAll(/\('(\w+)', '\w+', null\)/g)];
  assert.deepEqual(
    following.map(([, phase]) => phase),
    phases.filter((phase) => wireStatus[phase].financialStatus === null),
  );
});

test("the database knows exactly the settlements", () => {
  assert.deepEqual(enumMembers("settlement"), settlements);
});

test("the database knows exactly the phases of an order and the states of an attempt", () => {
  assert.deepEqual(enumMembers("order_phase"), phases);
  assert.deepEqual(enumMembers("attempt_state").toSorted(), attemptStates.toSorted());
});

test("the database lets an attempt hold card data only where the domain does", () => {
  assert.match(sql, /check \(sealed_card is null or state < 'sent'\)/);
  assert.deepEqual(cardStatesUpTo("authenticated"), attemptStates.filter(mayHoldCard));
});

test("the database lets one order have one attempt that is running or has paid", () => {
  assert.match(
    sql,
    /create unique index one_live_attempt on payment_attempt \(order_key\) where state <= 'approved'/,
  );
  assert.deepEqual(
    statesUpTo("approved"),
    attemptStates.filter(
      (state) =>
        isAtProvider(state) ||
        mayHoldCard(state) ||
        state === "sent" ||
        state === "reversing" ||
        state === "approved",
    ),
  );
});

test("the database wants a reference from the moment an authorization has left", () => {
  assert.match(
    sql,
    /state < 'sent' or state > 'reversed' or provider is not null or \(stan is not null and rrn is not null\)/,
  );
  const states = enumMembers("attempt_state");
  assert.deepEqual(states.slice(states.indexOf("sent"), states.indexOf("reversed") + 1), [
    "sent",
    "reversing",
    "approved",
    "reversed",
  ]);
});

function enumMembers(name: string): readonly string[] {
  const listed = new RegExp(`create type ${name} as enum \\(([^)]+)\\)`).exec(sql)?.[1] ?? "";
  const members = [...listed.matchAll(/'(\w+)'/g)].map(([, member = ""]) => member);
  const added = new RegExp(`alter type ${name} add value '(\\w+)'(?: before '(\\w+)')?`, "g");
  for (const [, member = "", before] of sql.matchAll(added)) {
    members.splice(before === undefined ? members.length : members.indexOf(before), 0, member);
  }
  return members;
}

const isAtProvider = (state: AttemptState): boolean => state === "starting" || state === "awaiting";

const cardStatesUpTo = (last: string): readonly string[] =>
  statesUpTo(last).filter((state) => state !== "starting" && state !== "awaiting");

/** An enum compares by the place of its members. */
function statesUpTo(last: string): readonly string[] {
  const states = enumMembers("attempt_state");
  return states.slice(0, states.indexOf(last) + 1);
}
