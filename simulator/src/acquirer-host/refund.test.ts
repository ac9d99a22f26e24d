import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, declinedCard, echoed, openAuthorization, openSale } from "../testing/booked-payments.ts";
import {
  completionRequest,
  originalData,
  refundRequest,
  releaseRequest,
  reversalRequest,
  saleRequest,
} from "../testing/card-messages.ts";
import { openHost } from "../testing/open-host.ts";

// Over a real connection: refunds give back what a sale or completion moved and never more, and the books show it.

test("a refund gives its part back under a code of its own", async (t) => {
  const { books, peer } = await openSale(t);
  const request = refundRequest();
  const { "38": code, ...answer } = (await peer.ask(request)) ?? {};
  assert.match(code ?? "", /^\d{6}$/);
  assert.deepEqual(answer, { "0": "0210", ...echoed(request), "39": "00" });
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});

test("a refund that is repeated is answered alike, code included, and booked once", async (t) => {
  const { books, peer } = await openSale(t);
  const first = await peer.ask(refundRequest());
  assert.deepEqual(await peer.ask(refundRequest()), first);
  assert.deepEqual(books.heldMinor(), { "978": 600 });
  assert.equal(books.entries().length, 2);
});

test("refunds never give back more than the sale moved, and what is refused stays refused", async (t) => {
  const { books, peer } = await openSale(t);
  const second = { "4": "000000000601", "11": "000022", "37": "602810000022" };
  const third = { "4": "000000000600", "11": "000023", "37": "602810000023" };
  assert.equal(await codeOf(peer, refundRequest()), "00");
  const refused = await peer.ask(refundRequest(second));
  assert.equal(refused?.["39"], "13");
  assert.equal(refused?.["38"], undefined);
  assert.equal(await codeOf(peer, refundRequest(third)), "00");
  assert.deepEqual(await peer.ask(refundRequest(second)), refused);
  assert.deepEqual(books.heldMinor(), {});
});

test("a refund of a completion gives back no more than that completion moved, also after a release", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  await peer.ask(completionRequest(code));
  await peer.ask(releaseRequest(600));
  const ofCompletion = { "90": originalData("0220", "000011", "0128110000") };
  assert.equal(await codeOf(peer, refundRequest({ ...ofCompletion, "4": "000000000601" })), "13");
  const whole = { ...ofCompletion, "4": "000000000600", "11": "000022", "37": "602810000022" };
  assert.equal(await codeOf(peer, refundRequest(whole)), "00");
  assert.deepEqual(books.heldMinor(), {});
});

test("a refund cannot be given back, neither by a refund nor by a reversal", async (t) => {
  const { books, peer } = await openSale(t);
  await peer.ask(refundRequest());
  const ofRefund = originalData("0200", "000021", "0128110000");
  const second = refundRequest({ "11": "000022", "37": "602810000022", "90": ofRefund });
  assert.equal(await codeOf(peer, second), "25");
  const reversal = reversalRequest({ "4": "000000000400", "37": "602810000021", "90": ofRefund });
  assert.equal(await codeOf(peer, reversal), "12");
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});

for (const [state, before] of [
  ["declined", [saleRequest({ "2": declinedCard })]],
  ["reversed", [saleRequest(), reversalRequest()]],
] as const) {
  test(`a refund of a ${state} sale gets 12, as often as it comes`, async (t) => {
    const { books, signOn } = await openHost(t);
    const peer = await signOn();
    for (const request of before) await peer.ask(request);
    assert.equal(await codeOf(peer, refundRequest()), "12");
    assert.equal(await codeOf(peer, refundRequest()), "12");
    assert.deepEqual(books.heldMinor(), {});
    assert.equal(books.entries().length, 2);
  });
}

test("a refund of a refused completion gets 12", async (t) => {
  const { peer, code } = await openAuthorization(t);
  assert.equal(await codeOf(peer, completionRequest(code, { "4": "000000001001" })), "13");
  const ofCompletion = { "90": originalData("0220", "000011", "0128110000") };
  assert.equal(await codeOf(peer, refundRequest(ofCompletion)), "12");
});

test("a refund names the message type of its original, not just any", async (t) => {
  const { books, peer } = await openSale(t);
  assert.equal(await codeOf(peer, refundRequest({ "90": originalData("0220") })), "25");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("a refund that found no original gets 25 again when the original has come since", async (t) => {
  const { books, signOn } = await openHost(t);
  const peer = await signOn();
  assert.equal(await codeOf(peer, refundRequest()), "25");
  await peer.ask(saleRequest());
  assert.equal(await codeOf(peer, refundRequest()), "25");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("another message under a STAN and RRN that are taken gets 94 and moves nothing", async (t) => {
  const { books, peer } = await openSale(t);
  await peer.ask(refundRequest());
  assert.equal(await codeOf(peer, refundRequest({ "4": "000000000100" })), "94");
  const sameName = { "11": "000001", "37": "602810000001" };
  assert.equal(await codeOf(peer, refundRequest(sameName)), "94");
  assert.equal(await codeOf(peer, saleRequest({ "11": "000021", "37": "602810000021" })), "94");
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});

test("a refund that arrives after its reversal gets 94", async (t) => {
  const { books, peer } = await openSale(t);
  const ofRefund = originalData("0200", "000021", "0128110000");
  await peer.ask(reversalRequest({ "4": "000000000400", "37": "602810000021", "90": ofRefund }));
  assert.equal(await codeOf(peer, refundRequest()), "94");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("a plain reversal does not give a refunded sale back a second time", async (t) => {
  const { books, peer } = await openSale(t);
  await peer.ask(refundRequest());
  assert.equal(await codeOf(peer, reversalRequest()), "12");
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});
