import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { codeOf } from "../testing/booked-payments.ts";
import { saleRequest } from "../testing/card-messages.ts";
import { openHost, type Peer } from "../testing/open-host.ts";
import type { Books } from "./books.ts";
import { isPayment } from "./book-entry.ts";
import type { IsoMessage } from "./iso-message.ts";

// Goal: a charge of a kept card is believed only where its card was left by a payment in the books, and only where the
// message says of itself what docs/protocols/card-link.md wants ("Kept cards").

const channel = "42070103210";
const cvc = "9203123";
const initial = saleRequest({ "48": `T22080504C101${channel}${cvc}` });

interface Charge {
  readonly traceId: string;
  readonly initiation?: "C101" | "M101" | "M103";
  readonly changes?: Partial<Record<string, string>>;
}

function chargeRequest({ traceId, initiation = "C101", changes = {} }: Charge): IsoMessage {
  const isByMerchant = initiation.startsWith("M");
  return saleRequest({
    "11": "000007",
    "37": "602810000007",
    "22": "102",
    "25": isByMerchant ? "08" : "59",
    "48": `T22080504${initiation}${isByMerchant ? "" : channel}63${traceId.length}${traceId}`,
    ...changes,
  });
}

/** A host whose books hold the payment at which a card was left, and its scheme reference. */
async function openInitial(
  t: TestContext,
): Promise<{ readonly books: Books; readonly peer: Peer; readonly traceId: string }> {
  const { books, signOn } = await openHost(t);
  const peer = await signOn();
  const answer = await peer.ask(initial);
  assert.equal(answer?.["39"], "00");
  return { books, peer, traceId: answer["63"] ?? "" };
}

for (const [initiation, initiatedBy] of [
  ["C101", "cardholder"],
  ["M101", "merchant"],
  ["M103", "merchant"],
] as const) {
  test(`approves a charge of a kept card begun by ${initiation}, and books who began it`, async (t) => {
    const { books, peer, traceId } = await openInitial(t);
    assert.equal(await codeOf(peer, chargeRequest({ traceId, initiation })), "00");
    const credentials = books
      .entries()
      .map((entry) => (isPayment(entry) ? entry.storedCredential : undefined));
    assert.deepEqual(credentials, [
      { use: "initial", initiatedBy: "cardholder", traceId: null },
      { use: "subsequent", initiatedBy, traceId },
    ]);
    assert.deepEqual(books.heldMinor(), { "978": 2000 });
  });
}

test("believes a cardholder who was authenticated anew, and books how", async (t) => {
  const { books, peer, traceId } = await openInitial(t);
  const authenticated = `T22080504C1014207010321263${traceId.length}${traceId}710205`;
  assert.equal(await codeOf(peer, chargeRequest({ traceId, changes: { "48": authenticated } })), "00");
  const last = books.entries().at(-1);
  assert.ok(last !== undefined && isPayment(last));
  assert.deepEqual([last.securityLevel, last.eci], ["212", "05"]);
});

test("declines a charge whose card was not left by the payment it names", async (t) => {
  const { books, peer, traceId } = await openInitial(t);
  const strange = chargeRequest({ traceId: "012345678901234" });
  assert.equal(await codeOf(peer, strange), "12");
  const otherCard = { "2": "4761340000000019", "11": "000008", "37": "602810000008" };
  assert.equal(await codeOf(peer, chargeRequest({ traceId, changes: otherCard })), "12");
  assert.deepEqual(books.heldMinor(), { "978": 1000 });
});

test("declines a charge that names a payment at which no card was left", async (t) => {
  const { signOn } = await openHost(t);
  const peer = await signOn();
  const plain = await peer.ask(saleRequest());
  assert.equal(plain?.["39"], "00");
  assert.equal(await codeOf(peer, chargeRequest({ traceId: plain["63"] ?? "" })), "12");
});

for (const [what, changes] of [
  ["without the reference of the earlier payment", { "48": `T22080504C101${channel}` }],
  ["without a word on who began it", { "48": `T${channel}6315012345678901234` }],
  ["with a CVC", { "48": `T22080504C101${channel}6315012345678901234${cvc}` }],
  [
    "by the merchant with the result of an authentication",
    { "48": "T22080504M1016315012345678901234710205", "25": "08" },
  ],
  ["by the merchant over an electronic channel", { "48": `T22080504M101${channel}6315012345678901234` }],
  ["by the cardholder without a channel", { "48": "T22080504C1016315012345678901234" }],
  ["whose condition is that of mail orders", { "25": "08" }],
  ["for a use nobody knows", { "48": `T22080504C199${channel}6315012345678901234` }],
] as const) {
  test(`finds a format error in a charge of a kept card ${what}`, async (t) => {
    const { peer } = await openInitial(t);
    assert.equal(await codeOf(peer, chargeRequest({ traceId: "012345678901234", changes })), "30");
  });
}

for (const [what, privateData] of [
  ["begun by the merchant", `T22080504M103${channel}${cvc}`],
  ["that names an earlier payment", `T22080504C101${channel}6315012345678901234${cvc}`],
] as const) {
  test(`finds a format error in a payment that leaves a card ${what}`, async (t) => {
    const { signOn } = await openHost(t);
    assert.equal(await codeOf(await signOn(), saleRequest({ "48": privateData })), "30");
  });
}
