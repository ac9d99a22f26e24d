import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Decision } from "../issuer/issuer.ts";
import { Books, type BookingRequest, type Original } from "./books.ts";
import { FileJournal, forgetfulJournal, type Journal } from "./journal.ts";

const request: BookingRequest = {
  messageType: "0200",
  stan: "000001",
  rrn: "602810000001",
  acceptorId: "ACCEPTOR0001",
  transmittedAt: "0128105154",
  amountMinor: 1000,
  currency: "978",
  last4: "1111",
  securityLevel: "212",
  eci: "05",
};
const original: Original = request;
const money = { amountMinor: 1000, currency: "978" };

const approval: Decision = {
  responseCode: "00",
  authorizationCode: "123456",
  additionalResponse: "M",
  schemeReference: "123456789012345",
};
const refusal: Decision = {
  responseCode: "51",
  authorizationCode: null,
  additionalResponse: "M",
  schemeReference: null,
};

function openBooks(journal: Journal = forgetfulJournal): Books {
  return new Books({ journal, now: () => new Date("2026-01-28T10:51:54Z") });
}

function neverAsked(): Decision {
  throw new Error("the issuer was asked again");
}

test("books a repeated request once and answers it alike", () => {
  const books = openBooks();
  const first = books.authorize(request, () => approval);
  assert.deepEqual(books.authorize(request, neverAsked), first);
  assert.equal(books.entries().length, 1);
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("refuses another payment under the same STAN and RRN", () => {
  const books = openBooks();
  books.authorize(request, () => approval);
  assert.equal(books.authorize({ ...request, amountMinor: 2000 }, neverAsked).responseCode, "94");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("holds nothing after a reversal, however often it is repeated", () => {
  const books = openBooks();
  books.authorize(request, () => approval);
  assert.equal(books.reverse(original, money), "undone");
  assert.equal(books.reverse(original, money), "undone");
  assert.deepEqual(books.heldMinor(), {});
});

test("declines a request that is repeated after its reversal", () => {
  const books = openBooks();
  books.authorize(request, () => approval);
  books.reverse(original, money);
  assert.equal(books.authorize(request, neverAsked).responseCode, "94");
  assert.deepEqual(books.heldMinor(), {});
});

test("declines an original that arrives after its reversal", () => {
  const books = openBooks();
  assert.equal(books.reverse(original, money), "no-such-original");
  assert.equal(books.authorize(request, neverAsked).responseCode, "94");
  assert.deepEqual(books.heldMinor(), {});
});

test("a reversal of a declined original changes nothing", () => {
  const books = openBooks();
  books.authorize(request, () => refusal);
  assert.equal(books.reverse(original, money), "nothing-to-undo");
  assert.equal(books.entries()[0]?.isReversed, false);
});

test("undoes nothing for another amount, type or transmission time", () => {
  const books = openBooks();
  books.authorize(request, () => approval);
  assert.equal(books.reverse(original, { ...money, amountMinor: 999 }), "amount-differs");
  assert.equal(books.reverse({ ...original, messageType: "0100" }, money), "no-such-original");
  assert.equal(books.reverse({ ...original, transmittedAt: "0128105155" }, money), "no-such-original");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("a restart finds the same books, and forgets a line that was cut short", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sluis-books-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "deeper", "simulator-books.jsonl");
  const books = openBooks(new FileJournal(path));
  books.authorize(request, () => approval);
  books.authorize({ ...request, stan: "000002" }, () => approval);
  books.reverse({ ...original, stan: "000002" }, money);
  books.reverse({ ...original, stan: "000003" }, money);
  appendFileSync(path, '{"kind":"authorization","entry":{"sta');

  const reopened = openBooks(new FileJournal(path));
  assert.deepEqual(reopened.entries(), books.entries());
  assert.deepEqual(reopened.heldMinor(), { "978": 1000 });
  assert.equal(reopened.authorize({ ...request, stan: "000003" }, neverAsked).responseCode, "94");

  assert.equal(openBooks(new FileJournal(path)).entries().length, 3);
});
