import assert from "node:assert/strict";
import { test } from "node:test";
import { isDatabaseAway } from "./database-away.ts";

const withCode = (code: string): Error => Object.assign(new Error("something"), { code });

test("a server that stops, starts, is a standby, is full or is gone is away", () => {
  const codes = [
    "57P01",
    "57P02",
    "57P03",
    "57014",
    "25006",
    "25P03",
    "53300",
    "53100",
    "08006",
    "ECONNREFUSED",
    "ECONNRESET",
    "EHOSTUNREACH",
    "ENOTFOUND",
  ];
  for (const code of codes) assert.ok(isDatabaseAway(withCode(code)), code);
});

test("a connection that ended without a code is away", () => {
  const messages = [
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "timeout expired",
    "timeout exceeded when trying to connect",
    "Query read timeout",
    "Client has encountered a connection error and is not queryable",
  ];
  for (const message of messages) assert.ok(isDatabaseAway(new Error(message)), message);
});

test("a statement that the database refuses is our mistake, not its absence", () => {
  for (const code of ["23505", "23514", "42601", "22P02", "40P01"])
    assert.ok(!isDatabaseAway(withCode(code)), code);
  assert.ok(!isDatabaseAway(new Error("an order was saved that was not locked")));
});
