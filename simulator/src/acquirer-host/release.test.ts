import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, echoed, openAuthorization, reversalOfAuthorization } from "../testing/booked-payments.ts";
import { completionRequest, originalData, releaseRequest } from "../testing/card-messages.ts";

// Over a real connection: what no completion took is given up once, and what one took stays taken.

test("a release gives up what completions left, and no completion comes after it", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  await peer.ask(completionRequest(code));
  const request = releaseRequest(600);
  assert.deepEqual(await peer.ask(request), { "0": "0410", ...echoed(request), "39": "00" });
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{ "978": 600 }, {}]);
  assert.equal(await codeOf(peer, releaseRequest(600, { "0": "0401", "11": "000032" })), "00");
  const late = { "4": "000000000100", "11": "000012", "37": "602810000012" };
  assert.equal(await codeOf(peer, completionRequest(code, late)), "12");
  assert.equal(await codeOf(peer, completionRequest(code, { "0": "0221" })), "00");
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});

test("a release without original gets 25, by RRN, card acceptor and original data", async (t) => {
  const { books, peer } = await openAuthorization(t);
  for (const change of [
    { "37": "602810000002" },
    { "42": "ACCEPTOR0002   " },
    { "90": originalData("0100", "000002") },
    { "90": originalData("0100", "000001", "0128105155") },
  ]) {
    assert.equal(await codeOf(peer, releaseRequest(0, change)), "25", JSON.stringify(change));
  }
  assert.deepEqual(books.reservedMinor(), { "978": 1000 });
});

test("a release that counts money otherwise than the books gets 30 and releases nothing", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  await peer.ask(completionRequest(code));
  assert.equal(await codeOf(peer, releaseRequest(500)), "30");
  assert.equal(await codeOf(peer, releaseRequest(600, { "4": "000000001001" })), "30");
  assert.equal(await codeOf(peer, releaseRequest(600, { "49": "840" })), "30");
  assert.deepEqual(books.reservedMinor(), { "978": 400 });
});

test("a release of an authorization that holds nothing is done", async (t) => {
  const { books, peer } = await openAuthorization(t);
  await peer.ask(reversalOfAuthorization);
  assert.equal(await codeOf(peer, releaseRequest(0)), "00");
  assert.deepEqual(books.reservedMinor(), {});
});

test("a plain reversal undoes an authorization without completions, and none with them", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  await peer.ask(completionRequest(code));
  assert.equal(await codeOf(peer, reversalOfAuthorization), "12");
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{ "978": 600 }, { "978": 400 }]);
  const { books: others, peer: other } = await openAuthorization(t);
  assert.equal(await codeOf(other, reversalOfAuthorization), "00");
  assert.deepEqual(others.reservedMinor(), {});
});
