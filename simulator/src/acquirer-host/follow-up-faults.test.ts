import assert from "node:assert/strict";
import { test } from "node:test";
import { authorize, codeOf } from "../testing/booked-payments.ts";
import {
  completionRequest,
  networkRequest,
  originalData,
  refundRequest,
  releaseRequest,
  saleRequest,
} from "../testing/card-messages.ts";
import { fault, openHost } from "../testing/open-host.ts";
import { frame } from "./frames.ts";
import { buildMessage } from "./iso-message.ts";

// Over a real connection: every fault of the card link strikes completions, refunds and releases, and the books stay right.

/** Each needs both originals in the books; the sale stands beside the authorization under a name of its own. */
const secondName = { "11": "000002", "37": "602810000002" };
const followUps = [
  {
    where: "completion",
    request: (code: string) => completionRequest(code),
    sums: [{ "978": 1600 }, { "978": 400 }],
  },
  {
    where: "refund",
    request: () => refundRequest({ "90": originalData("0200", "000002") }),
    sums: [{ "978": 600 }, { "978": 1000 }],
  },
  { where: "release", request: () => releaseRequest(0), sums: [{ "978": 1000 }, {}] },
] as const;

for (const { where, request, sums } of followUps) {
  test(`strikes a ${where} with every fault of the card link, as armed`, async (t) => {
    const { books, faults, signOn } = await openHost(t);
    const peer = await signOn();
    const message = request(await authorize(peer));
    await peer.ask(saleRequest(secondName));
    const sumsNow = (): readonly object[] => [books.heldMinor(), books.reservedMinor()];

    faults.arm(fault("cut-before", where));
    const cutBefore = await signOn();
    cutBefore.send(frame(buildMessage(message)));
    await cutBefore.closed;
    assert.deepEqual(sumsNow(), [{ "978": 1000 }, { "978": 1000 }]);

    faults.arm(fault("cut-after", where));
    const cutAfter = await signOn();
    cutAfter.send(frame(buildMessage(message)));
    await cutAfter.closed;
    assert.deepEqual(sumsNow(), sums);

    faults.arm(fault("no-answer", where));
    peer.send(frame(buildMessage(message)));
    assert.equal((await peer.ask(networkRequest("301")))?.["0"], "0810");

    const answer = await peer.ask(message);
    assert.equal(answer?.["39"], "00");
    faults.arm(fault("late-answer", where));
    assert.deepEqual(await peer.ask(message), answer);
    faults.arm(fault("wrong-stan", where));
    assert.notEqual((await peer.ask(message))?.["11"], message["11"]);
    faults.arm(fault("wrong-amount", where));
    assert.notEqual((await peer.ask(message))?.["4"], message["4"]);
    faults.arm(fault("garbage", where));
    assert.equal(await peer.ask(message), null);
    faults.arm(fault("duplicate-answer", where));
    assert.deepEqual(await peer.ask(message), answer);
    assert.deepEqual(await peer.ask(networkRequest("301")), answer);
    assert.deepEqual(faults.list(), []);
    assert.deepEqual(sumsNow(), sums);
  });
}

test("a fault for sales lets a refund pass, though both are 0200", async (t) => {
  const { faults, signOn } = await openHost(t);
  const peer = await signOn();
  await peer.ask(saleRequest());
  faults.arm(fault("garbage", "authorization"));
  assert.equal(await codeOf(peer, refundRequest()), "00");
  assert.equal(faults.list().length, 1);
});

test("declines a refund with 05 as armed, books nothing, and does the same refund afterwards", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  const peer = await signOn();
  await peer.ask(saleRequest());
  faults.arm(fault("refund-declined", "refund"));
  const declined = await peer.ask(refundRequest());
  assert.equal(declined?.["39"], "05");
  assert.equal(declined?.["38"], undefined);
  assert.equal(books.entries().length, 1);
  assert.equal(await codeOf(peer, refundRequest()), "00");
});

test("does not decline a refund that is booked already", async (t) => {
  const { books, faults, signOn } = await openHost(t);
  const peer = await signOn();
  await peer.ask(saleRequest());
  await peer.ask(refundRequest());
  faults.arm(fault("refund-declined", "refund"));
  assert.equal(await codeOf(peer, refundRequest()), "00");
  assert.deepEqual(books.heldMinor(), { "978": 600 });
});
