import assert from "node:assert/strict";
import { test } from "node:test";
import {
  codeOf,
  declinedCard,
  echoed,
  openAuthorization,
  reversalOfAuthorization,
} from "../testing/booked-payments.ts";
import { completionRequest, originalData, releaseRequest, saleRequest } from "../testing/card-messages.ts";
import { openHost } from "../testing/open-host.ts";

// Over a real connection: completions move what an authorization reserved and never more, and the books show it.

test("a completion moves its part of the reservation and is answered by its own fields", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{}, { "978": 1000 }]);
  const request = completionRequest(code);
  assert.deepEqual(await peer.ask(request), { "0": "0230", ...echoed(request), "39": "00" });
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{ "978": 600 }, { "978": 400 }]);
});

test("a completion that is repeated as 0221 is answered alike and booked once", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  const first = await peer.ask(completionRequest(code));
  assert.deepEqual(await peer.ask(completionRequest(code, { "0": "0221" })), first);
  assert.deepEqual(books.heldMinor(), { "978": 600 });
  assert.equal(books.entries().length, 2);
});

test("completions never move more than was authorized, and what is refused stays refused", async (t) => {
  const { books, peer, code } = await openAuthorization(t);
  const second = { "11": "000012", "37": "602810000012" };
  const third = { "4": "000000000400", "11": "000013", "37": "602810000013" };
  assert.equal(await codeOf(peer, completionRequest(code)), "00");
  assert.equal(await codeOf(peer, completionRequest(code, { ...second, "4": "000000000401" })), "13");
  assert.equal(await codeOf(peer, completionRequest(code, third)), "00");
  const repeated = { ...second, "0": "0221", "4": "000000000401" };
  assert.equal(await codeOf(peer, completionRequest(code, repeated)), "13");
  assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{ "978": 1000 }, {}]);
  assert.equal(books.entries().length, 4);
});

for (const [state, before] of [
  ["declined", [saleRequest({ "0": "0100", "2": declinedCard })]],
  ["reversed", [saleRequest({ "0": "0100" }), reversalOfAuthorization]],
  ["released", [saleRequest({ "0": "0100" }), releaseRequest(0)]],
] as const) {
  test(`a completion of a ${state} authorization gets 12, as often as it comes`, async (t) => {
    const { books, signOn } = await openHost(t);
    const peer = await signOn();
    const [payment, ...rest] = before;
    const code = (await peer.ask(payment))?.["38"] ?? "000000";
    for (const request of rest) assert.equal(await codeOf(peer, request), "00");
    assert.equal(await codeOf(peer, completionRequest(code)), "12");
    assert.equal(await codeOf(peer, completionRequest(code, { "0": "0221" })), "12");
    assert.deepEqual([books.heldMinor(), books.reservedMinor()], [{}, {}]);
    assert.equal(books.entries().length, 2);
  });
}

for (const [what, change] of [
  ["STAN", { "90": originalData("0100", "000002") }],
  ["transmission time", { "90": originalData("0100", "000001", "0128105155") }],
  ["card acceptor", { "42": "ACCEPTOR0002   " }],
] as const) {
  test(`a completion that names another ${what} finds no original`, async (t) => {
    const { books, peer, code } = await openAuthorization(t);
    assert.equal(await codeOf(peer, completionRequest(code, change)), "25");
    assert.deepEqual(books.reservedMinor(), { "978": 1000 });
  });
}
