/**
 * Goal: a dispute takes money once, is told until it is acknowledged, and gives the money back once. Method: a gateway's
 * end of the connection, played by the test; messages are compared literally with docs/protocols/card-link.md.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { codeOf, declinedCard } from "../testing/booked-payments.ts";
import {
  completionRequest,
  originalData,
  refundRequest,
  reversalRequest,
  saleRequest,
} from "../testing/card-messages.ts";
import { fault, openHost, type Peer } from "../testing/open-host.ts";
import { Books } from "./books.ts";
import type { DisputeRequest } from "./dispute-book.ts";
import type { Dispute } from "./dispute.ts";
import { frame } from "./frames.ts";
import { buildMessage, type IsoMessage, parseMessage } from "./iso-message.ts";
import type { BookRecord } from "./journal.ts";

type Host = Awaited<ReturnType<typeof openHost>>;

const request: DisputeRequest = {
  rrn: "602810000001",
  amountMinor: null,
  reasonCode: "104",
  reason: "Fraud: card not present",
};

/** A host that holds one sale of 10.00, and the gateway that made it. */
async function openSale(t: TestContext): Promise<Host & { readonly peer: Peer }> {
  const host = await openHost(t);
  const peer = await host.signOn();
  assert.equal(await codeOf(peer, saleRequest()), "00");
  return { ...host, peer };
}

function raise({ books, advices }: Host, changes: Partial<DisputeRequest> = {}): Dispute {
  const result = books.disputes.raise({ ...request, ...changes });
  assert.ok(result.kind === "booked", result.kind);
  advices.tell(result.dispute);
  return result.dispute;
}

async function nextAdvice(peer: Peer): Promise<IsoMessage> {
  return parseMessage(await peer.frame()) ?? assert.fail("unreadable");
}

function acknowledge(peer: Peer, advice: IsoMessage, responseCode = "00"): void {
  const { "48": _reason, ...echoed } = advice;
  peer.send(frame(buildMessage({ ...echoed, "0": "0432", "39": responseCode })));
}

/** What was sent before this has been read, for one connection is read in order. */
async function arrived(peer: Peer): Promise<void> {
  await peer.ask({ "0": "0800", "7": "0301120000", "11": "000950", "70": "301" });
}

const only = ({ books }: Host): Dispute => books.disputes.list()[0] ?? assert.fail("no dispute");

test("a dispute takes the money and tells the gateway with 0422 that names the sale", async (t) => {
  const host = await openSale(t);
  const { id } = raise(host);
  assert.match(id, /^[0-9A-F]{12}$/);
  assert.deepEqual(await nextAdvice(host.peer), {
    "0": "0422",
    "3": "220000",
    "4": "000000001000",
    "7": "0301120000",
    "11": "000001",
    "12": "120000",
    "13": "0301",
    "37": id,
    "42": "ACCEPTOR0001   ",
    "48": "T93031049423Fraud: card not present",
    "49": "978",
    "90": `02000000010128105154${"0".repeat(22)}`,
  });
  assert.deepEqual(host.books.heldMinor(), {});
});

test("a completion can be disputed, in part, and is named as 0220", async (t) => {
  const host = await openHost(t);
  const peer = await host.signOn();
  const authorized = await peer.ask(saleRequest({ "0": "0100" }));
  assert.equal(await codeOf(peer, completionRequest(authorized?.["38"] ?? "")), "00");
  raise(host, { rrn: "602810000011", amountMinor: 250 });
  const advice = await nextAdvice(peer);
  assert.equal(advice["4"], "000000000250");
  assert.equal(advice["90"], `02200000110128110000${"0".repeat(22)}`);
  assert.deepEqual(host.books.heldMinor(), { "978": 350 });
});

test("without an acknowledgement the advice is repeated as 0423 under the same reference, and then no more", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const host = await openSale(t);
  const { id } = raise(host);
  assert.equal((await nextAdvice(host.peer))["0"], "0422");
  t.mock.timers.tick(1_000);
  const repeat = await nextAdvice(host.peer);
  assert.deepEqual([repeat["0"], repeat["37"]], ["0423", id]);
  acknowledge(host.peer, repeat);
  await arrived(host.peer);
  t.mock.timers.tick(10_000);
  await arrived(host.peer);
  assert.equal(only(host).answers.chargeback, "00");
});

test("an advice is repeated 120 times at most, and again from the next sign-on", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const host = await openSale(t);
  raise(host);
  for (let sent = 0; sent < 120; sent += 1) {
    assert.equal((await nextAdvice(host.peer))["37"], only(host).id);
    t.mock.timers.tick(1_000);
  }
  await arrived(host.peer);
  const second = await host.signOn();
  assert.equal((await nextAdvice(second))["0"], "0422");
});

test("a dispute that is raised while nobody is signed on is told at the next sign-on", async (t) => {
  const host = await openSale(t);
  const asked = host.peer.ask({ "0": "0800", "7": "0301120000", "11": "000951", "70": "002" });
  assert.equal((await asked)?.["39"], "00");
  raise(host);
  const second = await host.signOn();
  assert.equal((await nextAdvice(second))["37"], only(host).id);
});

test("a won dispute is told under the same reference after its chargeback, and gives the money back once", async (t) => {
  const host = await openSale(t);
  const { id } = raise(host);
  const chargeback = await nextAdvice(host.peer);
  host.advices.tell(host.books.disputes.win(id) ?? assert.fail());
  host.books.disputes.win(id);
  assert.deepEqual(host.books.heldMinor(), { "978": 1000 });
  acknowledge(host.peer, chargeback);
  const won = (await skipRepeats(host.peer, chargeback)) ?? assert.fail();
  assert.deepEqual(
    [won["3"], won["4"], won["37"], won["90"]],
    ["020000", chargeback["4"], id, chargeback["90"]],
  );
  acknowledge(host.peer, won);
  await arrived(host.peer);
  assert.deepEqual(only(host).answers, { chargeback: "00", reversal: "00" });
});

/** The next advice of another processing code. */
async function skipRepeats(peer: Peer, { "3": code }: IsoMessage): Promise<IsoMessage> {
  for (;;) {
    const advice = await nextAdvice(peer);
    if (advice["3"] !== code) return advice;
  }
}

test("a dispute that takes what another gave back is told only after the other's reversal was acknowledged", async (t) => {
  const host = await openSale(t);
  const first = raise(host);
  acknowledge(host.peer, await nextAdvice(host.peer));
  await arrived(host.peer);
  host.advices.tell(host.books.disputes.win(first.id) ?? assert.fail());
  const reversal = await nextAdvice(host.peer);
  assert.deepEqual([reversal["3"], reversal["37"]], ["020000", first.id]);
  const second = raise(host, { amountMinor: 420 });
  await arrived(host.peer);
  acknowledge(host.peer, reversal);
  const next = await nextAdvice(host.peer);
  assert.deepEqual([next["3"], next["37"], next["4"]], ["220000", second.id, "000000000420"]);
  acknowledge(host.peer, next);
  await arrived(host.peer);
  assert.deepEqual(
    host.books.disputes.list().map(({ answers }) => answers),
    [
      { chargeback: "00", reversal: "00" },
      { chargeback: "00", reversal: null },
    ],
  );
});

test("the reversal of a dispute that the gateway does not know is not sent", async (t) => {
  const host = await openSale(t);
  const { id } = raise(host);
  acknowledge(host.peer, await nextAdvice(host.peer), "25");
  await arrived(host.peer);
  host.advices.tell(host.books.disputes.win(id) ?? assert.fail());
  await arrived(host.peer);
  assert.deepEqual(only(host).answers, { chargeback: "25", reversal: null });
});

test("an acknowledgement that is lost is asked for again; the first that arrives counts", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const host = await openSale(t);
  host.faults.arm(fault("acknowledgement-lost", "dispute"));
  raise(host);
  const advice = await nextAdvice(host.peer);
  acknowledge(host.peer, advice);
  await arrived(host.peer);
  assert.equal(only(host).answers.chargeback, null);
  t.mock.timers.tick(1_000);
  const repeat = await nextAdvice(host.peer);
  acknowledge(host.peer, repeat);
  acknowledge(host.peer, repeat, "12");
  await arrived(host.peer);
  assert.equal(only(host).answers.chargeback, "00");
});

test("together disputes take no more than the sale moved, whatever was refunded of it", async (t) => {
  const host = await openSale(t);
  assert.equal(await codeOf(host.peer, refundRequest()), "00");
  assert.equal(host.books.disputes.raise({ ...request, amountMinor: 700 }).kind, "booked");
  assert.deepEqual(host.books.disputes.raise({ ...request, amountMinor: 301 }), {
    kind: "exceeds",
    leftMinor: 300,
  });
  assert.equal(host.books.disputes.raise(request).kind, "booked");
  assert.deepEqual(host.books.disputes.raise(request), { kind: "exceeds", leftMinor: 0 });
  assert.deepEqual(host.books.heldMinor(), { "978": -400 });
});

test("what a dispute took cannot be refunded as well, until the dispute is won", async (t) => {
  const host = await openSale(t);
  const { id } = raise(host, { amountMinor: 700 });
  await nextAdvice(host.peer);
  assert.equal(await codeOf(host.peer, refundRequest()), "13");
  host.books.disputes.win(id);
  const later = { "11": "000022", "37": "602810000022" };
  assert.equal(await codeOf(host.peer, refundRequest(later)), "00");
  assert.deepEqual(host.books.heldMinor(), { "978": 600 });
});

for (const [state, before] of [
  ["declined", [saleRequest({ "2": declinedCard })]],
  ["reversed", [saleRequest(), reversalRequest()]],
  ["only reserved", [saleRequest({ "0": "0100" })]],
] as const) {
  test(`a payment that is ${state} cannot be disputed`, async (t) => {
    const { books, signOn } = await openHost(t);
    const peer = await signOn();
    for (const one of before) await peer.ask(one);
    assert.equal(books.disputes.raise(request).kind, "no-such-original");
  });
}

test("a disputed sale cannot be undone by a reversal", async (t) => {
  const host = await openSale(t);
  raise(host);
  await nextAdvice(host.peer);
  assert.equal(await codeOf(host.peer, reversalRequest({ "90": originalData("0200") })), "12");
});

test("books that are read again hold the same disputes and the same sums", async (t) => {
  const records: BookRecord[] = [];
  const journal = { load: () => records.slice(), append: (record: BookRecord) => void records.push(record) };
  const now = (): Date => new Date(0);
  const books = new Books({ journal, now });
  const host = await openSale(t);
  const { kind: _kind, ...sale } = host.books.entries()[0] ?? assert.fail();
  assert.ok("isReversed" in sale);
  books.authorize(sale, () => sale.decision);
  const raised = books.disputes.raise({ ...request, amountMinor: 300 });
  assert.ok(raised.kind === "booked");
  const { id } = raised.dispute;
  books.disputes.answered({ id, kind: "chargeback", responseCode: "00" });
  books.disputes.raise({ ...request, amountMinor: 200 });
  books.disputes.win(id);
  const again = new Books({ journal, now });
  assert.deepEqual(again.disputes.list(), books.disputes.list());
  assert.deepEqual(again.heldMinor(), { "978": 800 });
});
