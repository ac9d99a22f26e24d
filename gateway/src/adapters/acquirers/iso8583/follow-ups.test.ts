/**
 * Goal: what leaves for a completion, a refund and a release, and what becomes of
 * each: done, refused, unknown or not sent. Method: the port on one side, a
 * scripted host on the other; messages are compared literally.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minor } from "#domain/money.ts";
import { acquirerReference } from "#domain/payment/acquirer-reference.ts";
import type { Acquirer, FollowUpOutcome } from "#ports/acquirer.ts";
import type { Elements, Message } from "./message.ts";
import { bench } from "./testing/bench.ts";
import { captureOf, refundOf, releaseOf, sentAt } from "./testing/payments.ts";

const shared: Elements = {
  7: "0128090107",
  11: "000043",
  12: "090107",
  13: "0128",
  18: "5732",
  32: "547802",
  41: "SLUIS001",
  42: "MERCHANT0000042",
  49: "978",
};
const merchantName = "Fietsenwinkel De Ketting Amsterdam    NL";
const originalOfType = (type: string): string => `${type}000042012809010700000547802${"0".repeat(11)}`;

describe("the messages that follow a payment", () => {
  const completion: Elements = {
    ...shared,
    3: "000000",
    4: "000000012500",
    37: "602809000043",
    38: "A1B2C3",
    43: merchantName,
    90: originalOfType("0100"),
  };

  for (const [isRepeat, type] of [
    [false, "0220"],
    [true, "0221"],
  ] as const) {
    it(`carry a completion as ${type}${isRepeat ? " when it is repeated" : ""}`, async () => {
      await using it = await bench();
      const outcome = it.acquirer.capture(captureOf(43, { isRepeat }));
      const received = await it.host.requests.next();
      assert.deepEqual(received.message, { type, elements: completion });
      received.reply({ 39: "00" });
      assert.deepEqual(await outcome, { kind: "done", responseCode: "00" });
    });
  }

  for (const [kind, type] of [
    ["sale", "0200"],
    ["capture", "0220"],
  ] as const) {
    it(`carry the refund of a ${kind} as 0200 that names an ${type}`, async () => {
      await using it = await bench();
      const reference = acquirerReference(42, sentAt);
      const outcome = it.acquirer.refund(refundOf(43, { original: { kind, reference } }));
      const received = await it.host.requests.next();
      assert.deepEqual(received.message, {
        type: "0200",
        elements: {
          ...shared,
          3: "200000",
          4: "000000009900",
          37: "602809000043",
          43: merchantName,
          90: originalOfType(type),
        },
      });
      received.reply({ 38: "R4T5Y6", 39: "00" });
      assert.deepEqual(await outcome, { kind: "done", responseCode: "00" });
    });
  }

  for (const [isRepeat, type] of [
    [false, "0400"],
    [true, "0401"],
  ] as const) {
    it(`carry a release as ${type} with the original's RRN and amount, and what stays of it`, async () => {
      await using it = await bench();
      const outcome = it.acquirer.release(releaseOf(43, { isRepeat }));
      const received = await it.host.requests.next();
      assert.deepEqual(received.message, {
        type,
        elements: {
          ...shared,
          3: "000000",
          4: "000000037485",
          37: "602809000042",
          90: originalOfType("0100"),
          95: `000000012500${"0".repeat(30)}`,
        },
      });
      received.reply({ 39: "00" });
      assert.deepEqual(await outcome, { kind: "done", responseCode: "00" });
    });
  }
});

interface FollowUp {
  readonly name: string;
  readonly type: Message["type"];
  /** Of another request that was answered under the same STAN and RRN. */
  readonly otherAnswer: Message["type"];
  readonly doneCodes: readonly string[];
  readonly refusedCodes: readonly string[];
  readonly send: (acquirer: Acquirer) => Promise<FollowUpOutcome>;
  readonly sendAgain: (acquirer: Acquirer) => Promise<FollowUpOutcome>;
  readonly repeatType: Message["type"];
  readonly sendTooMuch: (acquirer: Acquirer) => Promise<FollowUpOutcome>;
  readonly tooLong: string;
}

const tooMuch = { amount: minor(1_000_000_000_000n), currency: "EUR" } as const;

const followUps: readonly FollowUp[] = [
  {
    name: "a completion",
    type: "0220",
    otherAnswer: "0210",
    doneCodes: ["00"],
    refusedCodes: ["12", "13", "25", "30", "91", "96"],
    send: (acquirer) => acquirer.capture(captureOf(43)),
    sendAgain: (acquirer) => acquirer.capture(captureOf(43, { isRepeat: true })),
    repeatType: "0221",
    sendTooMuch: (acquirer) => acquirer.capture(captureOf(43, { money: tooMuch })),
    tooLong: "DE 4",
  },
  {
    name: "a refund",
    type: "0200",
    otherAnswer: "0230",
    doneCodes: ["00"],
    refusedCodes: ["12", "13", "25", "30", "91", "96"],
    send: (acquirer) => acquirer.refund(refundOf(43)),
    sendAgain: (acquirer) => acquirer.refund(refundOf(43)),
    repeatType: "0200",
    sendTooMuch: (acquirer) => acquirer.refund(refundOf(43, { money: tooMuch })),
    tooLong: "DE 4",
  },
  {
    name: "a release",
    type: "0400",
    otherAnswer: "0230",
    doneCodes: ["00", "25"],
    refusedCodes: ["12", "13", "30", "91", "96"],
    send: (acquirer) => acquirer.release(releaseOf(43)),
    sendAgain: (acquirer) => acquirer.release(releaseOf(43, { isRepeat: true })),
    repeatType: "0401",
    sendTooMuch: (acquirer) => acquirer.release(releaseOf(43, { captured: tooMuch.amount })),
    tooLong: "DE 95",
  },
];

for (const followUp of followUps) {
  describe(`${followUp.name} at the acquirer`, () => {
    for (const responseCode of followUp.doneCodes) {
      it(`is done with ${responseCode}`, async () => {
        await using it = await bench();
        const outcome = followUp.send(it.acquirer);
        (await it.host.requests.next()).reply({ 39: responseCode });
        assert.deepEqual(await outcome, { kind: "done", responseCode });
      });
    }

    for (const responseCode of followUp.refusedCodes) {
      it(`is refused with ${responseCode}`, async () => {
        await using it = await bench();
        const outcome = followUp.send(it.acquirer);
        (await it.host.requests.next()).reply({ 39: responseCode });
        assert.deepEqual(await outcome, { kind: "refused", responseCode });
      });
    }

    const misfits: readonly { readonly elements: Elements; readonly cause: string }[] = [
      { elements: { 4: "000000000001" }, cause: "other-DE-4" },
      { elements: { 41: "SLUIS002" }, cause: "other-DE-41" },
      { elements: { 42: "MERCHANT0000043" }, cause: "other-DE-42" },
      { elements: { 49: "840" }, cause: "other-DE-49" },
    ];
    for (const { elements, cause } of misfits) {
      it(`is unknown when the answer has ${cause.replaceAll("-", " ")}`, async () => {
        await using it = await bench();
        const outcome = followUp.send(it.acquirer);
        (await it.host.requests.next()).reply({ 39: "00", ...elements });
        assert.deepEqual(await outcome, { kind: "unknown", cause });
      });
    }

    it("is unknown when the answer is one to another type of message", async () => {
      await using it = await bench();
      const outcome = followUp.send(it.acquirer);
      (await it.host.requests.next()).reply({ 39: "00" }, followUp.otherAnswer);
      assert.deepEqual(await outcome, { kind: "unknown", cause: "other-message-type" });
    });

    it("is unknown when the answer has no response code", async () => {
      await using it = await bench();
      const outcome = followUp.send(it.acquirer);
      (await it.host.requests.next()).reply({});
      assert.deepEqual(await outcome, { kind: "unknown", cause: "without-DE-39" });
    });

    it("is unknown when the connection is cut, and the log says which message", async () => {
      await using it = await bench();
      const outcome = followUp.send(it.acquirer);
      const received = await it.host.requests.next();
      received.cutConnection();
      assert.deepEqual(await outcome, { kind: "unknown", cause: "connection-lost" });
      const { 11: stan, 37: rrn } = received.message.elements;
      const logged = it.log.events.find(({ event }) => event === "card-link.unknown");
      assert.deepEqual(logged?.fields, {
        type: followUp.type,
        stan,
        rrn,
        cause: "connection-lost",
      });
    });

    const strangers: readonly { readonly name: string; readonly elements: Elements }[] = [
      { name: "nothing", elements: {} },
      { name: "another STAN", elements: { 11: "000099" } },
      { name: "another RRN", elements: { 37: "602809000099" } },
    ];
    for (const { name, elements } of strangers) {
      it(`is unknown after ten seconds of ${name}, and done when its repeat is answered`, async (t) => {
        t.mock.timers.enable({ apis: ["setTimeout"] });
        await using it = await bench();
        const outcome = followUp.send(it.acquirer);
        const first = await it.host.requests.next();
        if (name !== "nothing") {
          first.reply({ 39: "00", ...elements });
          await it.log.waitFor("card-link.unexpected-answer");
        }
        t.mock.timers.tick(10_000);
        assert.deepEqual(await outcome, { kind: "unknown", cause: "no-answer" });
        const again = followUp.sendAgain(it.acquirer);
        const second = await it.host.requests.next();
        assert.deepEqual(second.message, { type: followUp.repeatType, elements: first.message.elements });
        second.reply({ 39: "00" });
        assert.deepEqual(await again, { kind: "done", responseCode: "00" });
      });
    }

    it("is not sent once the link is closed", async () => {
      await using it = await bench();
      await it.acquirer.close();
      assert.deepEqual(await followUp.send(it.acquirer), { kind: "not-sent", cause: "closing" });
    });

    it("is not sent when the link is not signed on within three seconds", async (t) => {
      t.mock.timers.enable({ apis: ["setTimeout"] });
      await using it = await bench();
      it.host.managementAnswers = {};
      const outcome = followUp.send(it.acquirer);
      t.mock.timers.tick(3_000);
      assert.deepEqual(await outcome, { kind: "not-sent", cause: "not-connected" });
    });

    it("is not sent when its amount has more than twelve digits", async () => {
      await using it = await bench();
      assert.deepEqual(await followUp.sendTooMuch(it.acquirer), {
        kind: "not-sent",
        cause: `unencodable ${followUp.tooLong}: length`,
      });
    });
  });
}
