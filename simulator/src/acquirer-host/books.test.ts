import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Decision } from "../issuer/issuer.ts";
import { isPayment } from "./book-entry.ts";
import { Books, type BookingRequest, type Original } from "./books.ts";
import type { FollowUpRequest } from "./follow-up-rules.ts";
import { FileJournal, forgetfulJournal, type Journal } from "../journal.ts";
import type { BookRecord } from "./journal.ts";

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
  cobrand: null,
  storedCredential: null,
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

const authorization: BookingRequest = {
  ...request,
  messageType: "0100",
  stan: "000005",
  rrn: "602810000005",
};
const completion: FollowUpRequest = {
  kind: "completion",
  stan: "000006",
  rrn: "602811000006",
  acceptorId: "ACCEPTOR0001",
  transmittedAt: "0128110000",
  amountMinor: 600,
  currency: "978",
  original: { messageType: "0100", stan: "000005", transmittedAt: "0128105154" },
  authorizationCode: "123456",
};
const refund: FollowUpRequest = {
  ...completion,
  kind: "refund",
  stan: "000007",
  rrn: "602811000007",
  amountMinor: 100,
  original: { messageType: "0220", stan: "000006", transmittedAt: "0128110000" },
  authorizationCode: null,
};

function openBooks(journal: Journal<BookRecord> = forgetfulJournal): Books {
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
  const [entry] = books.entries();
  assert.ok(entry !== undefined && isPayment(entry));
  assert.equal(entry.isReversed, false);
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
  const books = openBooks(new FileJournal<BookRecord>(path));
  books.authorize(request, () => approval);
  books.authorize({ ...request, stan: "000002" }, () => approval);
  books.reverse({ ...original, stan: "000002" }, money);
  books.reverse({ ...original, stan: "000003" }, money);
  appendFileSync(path, '{"kind":"authorization","entry":{"sta');

  const reopened = openBooks(new FileJournal<BookRecord>(path));
  assert.deepEqual(reopened.entries(), books.entries());
  assert.deepEqual(reopened.heldMinor(), { "978": 1000 });
  assert.equal(reopened.authorize({ ...request, stan: "000003" }, neverAsked).responseCode, "94");

  assert.equal(openBooks(new FileJournal<BookRecord>(path)).entries().length, 3);
});

function openFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "sluis-books-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "simulator-books.jsonl");
}

test("a restart finds completions, refunds, refusals and releases, and what is left to move", (t) => {
  const path = openFile(t);
  const books = openBooks(new FileJournal<BookRecord>(path));
  books.authorize(authorization, () => approval);
  books.followUp(completion, () => approval);
  books.followUp(refund, () => approval);
  const tooMuch = { ...completion, stan: "000008", amountMinor: 401 };
  assert.equal(books.followUp(tooMuch, neverAsked).responseCode, "13");

  const reopened = openBooks(new FileJournal<BookRecord>(path));
  assert.deepEqual(reopened.entries(), books.entries());
  assert.deepEqual([reopened.heldMinor(), reopened.reservedMinor()], [{ "978": 500 }, { "978": 400 }]);
  assert.deepEqual(reopened.followUp(refund, neverAsked), approval);
  assert.equal(reopened.followUp(tooMuch, neverAsked).responseCode, "13");
  const moreBack = { ...refund, stan: "000009", amountMinor: 501 };
  assert.equal(reopened.followUp(moreBack, neverAsked).responseCode, "13");
  assert.equal(reopened.release(authorization, money, 600), "released");

  const again = openBooks(new FileJournal<BookRecord>(path));
  assert.deepEqual([again.heldMinor(), again.reservedMinor()], [{ "978": 500 }, {}]);
  const late = { ...completion, stan: "000010", amountMinor: 100 };
  assert.equal(again.followUp(late, neverAsked).responseCode, "12");
});

test("reads books that were written before completions and refunds were known", (t) => {
  const path = openFile(t);
  const entry = { ...authorization, decision: approval, isReversed: false, at: "2026-01-28T10:51:54.000Z" };
  writeFileSync(path, `${JSON.stringify({ kind: "authorization", entry })}\n`);
  const books = openBooks(new FileJournal<BookRecord>(path));
  assert.deepEqual(books.reservedMinor(), { "978": 1000 });
  assert.equal(books.followUp(completion, () => approval).responseCode, "00");
});

test("books the kind and the original of what follows a payment, and not the code it had to name", () => {
  const books = openBooks();
  books.authorize(authorization, () => approval);
  books.followUp(completion, () => approval);
  books.followUp({ ...refund, original: { ...refund.original, stan: "000099" } }, neverAsked);
  const [, completed, unknown] = books.entries();
  const { authorizationCode: _code, ...asked } = completion;
  const booked = { decision: approval, at: "2026-01-28T10:51:54.000Z" };
  const { stan, messageType, transmittedAt } = authorization;
  assert.deepEqual(completed, {
    ...asked,
    ...booked,
    original: { stan, messageType, transmittedAt },
    messageType: "0220",
    originalRrn: "602810000005",
    last4: "1111",
  });
  assert.ok(unknown?.kind === "refund");
  assert.deepEqual(
    [unknown.messageType, unknown.originalRrn, unknown.last4, unknown.decision.responseCode],
    ["0200", null, null, "25"],
  );
});

test("counts each currency by itself and leaves out those in which nothing is left", () => {
  const books = openBooks();
  books.authorize(request, () => approval);
  books.authorize({ ...request, stan: "000002", currency: "840" }, () => approval);
  books.authorize({ ...authorization, currency: "392" }, () => approval);
  const ofSale = { ...refund, original: request };
  books.followUp({ ...ofSale, amountMinor: 1000 }, () => approval);
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{ "840": 1000 }, { "392": 1000 }]);
});
