/**
 * Goal: what the acquirer tells unasked reaches the receiver whole, and is answered
 * when the receiver has it and not before. Method: a scripted host advises, the
 * receiver is the test; messages are compared literally.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DisputeAdvice } from "#domain/dispute/dispute-advice.ts";
import { minor } from "#domain/money.ts";
import type { DisputeReceipt } from "#ports/dispute-receiver.ts";
import type { Elements, Message } from "./message.ts";
import { type Bench, bench } from "./testing/bench.ts";
import { Mailbox } from "./testing/mailbox.ts";
import { refundOf } from "./testing/payments.ts";

const elements: Elements = {
  3: "220000",
  4: "000000037485",
  7: "0301120000",
  11: "000007",
  12: "120000",
  13: "0301",
  37: "D1SPUTE00001",
  42: "MERCHANT0000042",
  48: "T930410839422No cardholder consent.",
  49: "978",
  90: `02000000420128090107${"0".repeat(22)}`,
};
const { 48: _reason, ...echoed } = elements;

const advice: DisputeAdvice = {
  kind: "chargeback",
  reference: "D1SPUTE00001",
  original: { kind: "sale", stan: "000042", transmittedAt: "0128090107" },
  acceptorId: "MERCHANT0000042",
  money: { amount: minor(37_485n), currency: "EUR" },
  reasonCode: "1083",
  reasonDescription: "No cardholder consent.",
};

/** A bench whose link is signed on: the host may advise from then on. */
async function signedOn(receive: (advice: DisputeAdvice) => Promise<DisputeReceipt>): Promise<Bench> {
  const it = await bench(receive);
  await it.log.waitFor("card-link.signed-on");
  return it;
}

async function answerTo(
  message: Message,
  receipt: DisputeReceipt = "recorded",
): Promise<{ readonly answer: Message; readonly received: readonly DisputeAdvice[] }> {
  const received: DisputeAdvice[] = [];
  await using it = await signedOn(async (one) => {
    received.push(one);
    return receipt;
  });
  it.host.advise(message);
  return { answer: await it.host.receipts.next(), received };
}

describe("a dispute advice", () => {
  for (const type of ["0422", "0423"] as const) {
    it(`reaches the receiver as ${type} and is answered with 0432 and what names it`, async () => {
      const { answer, received } = await answerTo({ type, elements });
      assert.deepEqual(received, [advice]);
      assert.deepEqual(answer, { type: "0432", elements: { ...echoed, 39: "00" } });
    });
  }

  it("tells the reversal of a chargeback, and a completion as original", async () => {
    const { received } = await answerTo({
      type: "0422",
      elements: { ...elements, 3: "020000", 90: `02200000430128090107${"0".repeat(22)}` },
    });
    assert.equal(received[0]?.kind, "reverse-chargeback");
    assert.deepEqual(received[0]?.original, { kind: "capture", stan: "000043", transmittedAt: "0128090107" });
  });

  for (const [receipt, code] of [
    ["recorded", "00"],
    ["unknown-original", "25"],
    ["exceeds", "13"],
    ["not-allowed", "12"],
  ] as const) {
    it(`that is ${receipt} is answered with ${code}`, async () => {
      const { answer } = await answerTo({ type: "0422", elements }, receipt);
      assert.equal(answer.elements[39], code);
    });
  }

  const malformed: readonly { readonly name: string; readonly changes: Elements; readonly fault: string }[] =
    [
      { name: "another processing code", changes: { 3: "000000" }, fault: "DE 3" },
      { name: "no amount", changes: { 4: "000000000000" }, fault: "DE 4" },
      { name: "a currency nobody knows", changes: { 49: "999" }, fault: "DE 49" },
      { name: "an original that moved nothing", changes: { 90: `0100${"0".repeat(38)}` }, fault: "DE 90" },
      { name: "no reason code", changes: { 48: "T9403Why" }, fault: "DE 48" },
      {
        name: "a reason code of eleven characters",
        changes: { 48: "T9311123456789019403Why" },
        fault: "DE 48",
      },
      { name: "a reason that is cut short", changes: { 48: "T930410839499Why" }, fault: "DE 48" },
      { name: "more than a reason", changes: { 48: "T930410839403WhyX" }, fault: "DE 48" },
      { name: "a blank reason", changes: { 48: "T930410839403   " }, fault: "DE 48" },
    ];
  for (const { name, changes, fault } of malformed) {
    it(`with ${name} is answered with 30, logged and not handed on`, async () => {
      await using it = await signedOn(() => assert.fail("a malformed advice was handed on"));
      it.host.advise({ type: "0422", elements: { ...elements, ...changes } });
      const answer = await it.host.receipts.next();
      assert.deepEqual([answer.type, answer.elements[39]], ["0432", "30"]);
      const logged = await it.log.waitFor("card-link.advice-malformed");
      assert.deepEqual(logged.fields, { stan: "000007", reference: "D1SPUTE00001", fault });
    });
  }

  it("loses a card number that the acquirer wrote into its words", async () => {
    for (const separator of ["", " ", "-", ".", "  ", "/"]) {
      const number = ["4111", "1111", "1111", "1111"].join(separator);
      const text = `Card ${number} was stolen`;
      const { received } = await answerTo({
        type: "0422",
        elements: { ...elements, 48: `T9304108394${text.length}${text}` },
      });
      assert.equal(received[0]?.reasonDescription, "Card (number) was stolen");
    }
  });

  it("without an element is answered with 30 and what there is", async () => {
    const { 90: _original, ...rest } = elements;
    const { answer, received } = await answerTo({ type: "0422", elements: rest });
    const { 90: _echo, ...echoedRest } = echoed;
    assert.deepEqual(answer, { type: "0432", elements: { ...echoedRest, 39: "30" } });
    assert.deepEqual(received, []);
  });

  it("that could not be recorded is not answered; its repeat is", async () => {
    const outcomes: (() => Promise<DisputeReceipt>)[] = [
      () => Promise.reject(new Error("the database is away")),
      () => Promise.resolve("recorded"),
    ];
    await using it = await signedOn(() => (outcomes.shift() ?? assert.fail())());
    it.host.advise({ type: "0422", elements });
    const logged = await it.log.waitFor("card-link.advice-failed");
    assert.equal(logged.fields["reference"], "D1SPUTE00001");
    it.host.advise({ type: "0423", elements: { ...elements, 11: "000008" } });
    const answer = await it.host.receipts.next();
    assert.deepEqual([answer.elements[11], answer.elements[39]], ["000008", "00"]);
  });

  it("finds sixteen places, and one more is left for its repeat", async () => {
    const open: (() => void)[] = [];
    const begun = new Mailbox<null>();
    await using it = await signedOn(async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      open.push(resolve);
      begun.put(null);
      await promise;
      return "recorded";
    });
    for (let number = 0; number < 17; number += 1) it.host.advise({ type: "0422", elements });
    await it.log.waitFor("card-link.advice-postponed");
    for (let number = 0; number < 16; number += 1) await begun.next();
    for (const finish of open) finish();
    for (let number = 0; number < 16; number += 1) await it.host.receipts.next();
    it.host.advise({ type: "0423", elements });
    await begun.next();
    open.at(-1)?.();
    assert.equal((await it.host.receipts.next()).elements[39], "00");
  });

  it("does not disturb a request that waits for its answer", async () => {
    await using it = await signedOn(async () => "recorded");
    const outcome = it.acquirer.refund(refundOf(43));
    const request = await it.host.requests.next();
    it.host.advise({ type: "0422", elements: { ...elements, 11: "000043" } });
    await it.host.receipts.next();
    request.reply({ 39: "00" });
    assert.equal((await outcome).kind, "done");
  });

  it("is worked on to its end and answered before the link signs off", async () => {
    const { promise, resolve } = Promise.withResolvers<DisputeReceipt>();
    const begun = new Mailbox<null>();
    const it = await signedOn(() => {
      begun.put(null);
      return promise;
    });
    it.host.advise({ type: "0422", elements });
    await begun.next();
    const closed = it.acquirer.close();
    resolve("recorded");
    assert.equal((await it.host.receipts.next()).elements[39], "00");
    await closed;
    await it.host.stop();
  });
});
