import assert from "node:assert/strict";
import { test } from "node:test";
import { authorize, codeOf, openAuthorization, openSale } from "../testing/booked-payments.ts";
import {
  completionRequest,
  originalData,
  refundRequest,
  releaseRequest,
  reversalRequest,
} from "../testing/card-messages.ts";
import { openHost } from "../testing/open-host.ts";

// Over a real connection: a completion, refund or release must hold its own fields, and they must not contradict each other.

for (const [what, request] of [
  ["a completion without authorization code", completionRequest("123456", { "38": undefined })],
  ["a completion without name and city", completionRequest("123456", { "43": undefined })],
  ["a completion with a card number", completionRequest("123456", { "2": "4111111111111111" })],
  ["a completion with replacement amounts", completionRequest("123456", { "95": "0".repeat(42) })],
  ["a completion of a sale", completionRequest("123456", { "90": originalData("0200") })],
  ["a completion that calls itself a refund", completionRequest("123456", { "3": "200000" })],
  ["a refund without original data", refundRequest({ "90": undefined })],
  ["a refund without merchant category", refundRequest({ "18": undefined })],
  ["a refund with an authorization code", refundRequest({ "38": "123456" })],
  ["a refund with an expiry date", refundRequest({ "14": "3012" })],
  ["a refund of an authorization", refundRequest({ "90": originalData("0100") })],
  ["a refund that calls itself a sale", refundRequest({ "3": "000000" })],
  ["a refund as authorization", refundRequest({ "0": "0100" })],
  ["original data of another institution", refundRequest({ "32": "654321" })],
  [
    "original data at a time that does not exist",
    refundRequest({ "90": originalData("0200", "000001", "1328105154") }),
  ],
  [
    "original data with a forwarding institution",
    refundRequest({ "90": `${originalData("0200").slice(0, -1)}1` }),
  ],
  ["a release with name and city", releaseRequest(0, { "43": "x".repeat(40) })],
  ["a release of a sale", releaseRequest(0, { "90": originalData("0200") })],
  ["a release of more than was authorized", releaseRequest(1001)],
  ["a release with a second replacement amount", releaseRequest(0, { "95": `${"0".repeat(41)}1` })],
  ["a release with the processing code of a refund", releaseRequest(0, { "3": "200000" })],
  ["a plain reversal of a completion", reversalRequest({ "90": originalData("0220") })],
] as const) {
  test(`answers ${what} with a format error and books nothing`, async (t) => {
    const { books, signOn } = await openHost(t);
    assert.equal(await codeOf(await signOn(), request), "30");
    assert.deepEqual(books.entries(), []);
  });
}

test("a completion that contradicts its authorization gets 30 and is not booked", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  const otherCode = code === "000000" ? "000001" : "000000";
  assert.equal(await codeOf(peer, completionRequest(otherCode)), "30");
  assert.equal(await codeOf(peer, completionRequest(code, { "49": "840" })), "30");
  assert.equal(books.entries().length, 1);
  assert.equal(await codeOf(peer, completionRequest(code)), "00");
});

test("a refund in another currency than its sale gets 30 and is not booked", async (t) => {
  const { books, peer } = await openSale(t);
  assert.equal(await codeOf(peer, refundRequest({ "49": "840" })), "30");
  assert.equal(books.entries().length, 1);
});

test("permits no completion, refund or release before sign-on", async (t) => {
  const { books, signOn, connectUnsigned } = await openHost(t);
  const code = await authorize(await signOn());
  const stranger = await connectUnsigned();
  for (const request of [completionRequest(code), refundRequest(), releaseRequest(0)]) {
    assert.equal(await codeOf(stranger, request), "58");
  }
  assert.deepEqual(books.reservedMinor(), { "978": 1000 });
});
