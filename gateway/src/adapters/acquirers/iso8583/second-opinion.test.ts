/**
 * Goal: our reading of ISO 8583 is not ours alone. Method: the npm package
 * iso_8583, written by others, reads what we encode and we read what it builds,
 * for every message type of the link. It lacks the issuer's reversal advices, and
 * refuses a type that is not in its list: for those it is asked about the advices of
 * the acquirer, which differ in the last digits of the type alone.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Iso8583 from "iso_8583";
import { decode, encode } from "./codec.ts";
import { FrameReader, frame } from "./frame.ts";
import { type Elements, type Message, dataElements, messageTypes } from "./message.ts";
import {
  authorizationMessage,
  captureMessage,
  refundMessage,
  releaseMessage,
  reversalMessage,
} from "./requests.ts";
import { captureOf, refundOf, releaseOf, reversalOf, saleOf } from "./testing/payments.ts";

const institution = "547802";
const evidence = {
  eci: "05",
  authenticationValue: "AAABBBCCCDDDEEEFFFGGGHHHIIIJ",
  dsTransactionId: "f38e6948-5388-41a6-bca4-b49723c19437",
  protocolVersion: "2.2.0",
};
const sale = saleOf(42, { evidence });
const echoed: Elements = {
  3: "000000",
  4: "000000037485",
  7: "0128090107",
  11: "000042",
  12: "090107",
  13: "0128",
  32: institution,
  37: "602809000042",
  41: "SLUIS001",
  42: "MERCHANT0000042",
  49: "978",
};
const originalOfType = (type: string): string => `${type}0000420128090107${"0".repeat(22)}`;
const approval: Elements = { ...echoed, 38: "A1B2C3", 39: "00", 44: "MV", 63: "MCC123456789012" };

const { 32: _institution, 41: _terminal, ...ofOriginal } = echoed;
const disputed: Elements = {
  ...ofOriginal,
  3: "220000",
  37: "D1SPUTE00001",
  48: "T930410839409Not mine.",
  90: originalOfType("0200"),
};

const messages: readonly Message[] = [
  authorizationMessage({ ...sale, kind: "authorization" }, institution),
  authorizationMessage(sale, institution),
  reversalMessage(reversalOf(sale, 43), institution),
  reversalMessage(reversalOf(sale, 44, { isRepeat: true }), institution),
  captureMessage(captureOf(43), institution),
  captureMessage(captureOf(43, { isRepeat: true }), institution),
  refundMessage(refundOf(43), institution),
  releaseMessage(releaseOf(44), institution),
  releaseMessage(releaseOf(44, { isRepeat: true }), institution),
  { type: "0800", elements: { 7: "0128090107", 11: "000001", 70: "001" } },
  { type: "0110", elements: approval },
  { type: "0210", elements: approval },
  { type: "0210", elements: { ...echoed, 39: "51" } },
  { type: "0210", elements: { ...echoed, 3: "200000", 38: "R4T5Y6", 39: "00", 90: originalOfType("0220") } },
  { type: "0230", elements: { ...echoed, 39: "13", 90: originalOfType("0100") } },
  { type: "0410", elements: { ...echoed, 39: "25", 90: `0200000042${"0".repeat(32)}` } },
  { type: "0422", elements: disputed },
  { type: "0423", elements: { ...disputed, 3: "020000" } },
  { type: "0432", elements: { ...disputed, 39: "00" } },
  { type: "0810", elements: { 7: "0128090107", 11: "000001", 39: "00", 70: "001" } },
];

/** What iso_8583 is told in place of a type that it does not know. */
const standIns: Readonly<Partial<Record<Message["type"], string>>> = {
  "0422": "0420",
  "0423": "0421",
  "0432": "0430",
};

/** The framed message with the type that iso_8583 knows, or with our own again. */
function withType(framed: Uint8Array, type: string): Buffer {
  const bytes = Buffer.from(framed);
  bytes.write(type, 2, "latin1");
  return bytes;
}

function nameOf({ type, elements }: Message): string {
  const marks = [
    elements[3] === "200000" ? "refund" : null,
    elements[95] === undefined ? null : "with DE 95",
  ];
  return [type, ...marks.filter((mark) => mark !== null)].join(" ");
}

describe("iso_8583 as a second opinion", () => {
  for (const message of messages) {
    const type = standIns[message.type] ?? message.type;
    const asJson = { 0: type, ...message.elements };

    const name = nameOf(message);

    it(`reads the ${name} that we encode`, () => {
      const framed = withType(frame(encode(message)), type);
      assert.deepEqual({ ...new Iso8583().getIsoJSON(framed) }, asJson);
    });

    it(`builds a ${name} that we read`, () => {
      const packed = new Iso8583(asJson).getBufferMessage();
      assert.ok(Buffer.isBuffer(packed), JSON.stringify(packed));
      const built = withType(packed, message.type);
      const [bytes] = new FrameReader().read(built).messages;
      assert.ok(bytes !== undefined);
      assert.deepEqual(decode(bytes), { ok: true, value: message });
      assert.deepEqual(built, Buffer.from(frame(encode(message))));
    });
  }

  it("was asked about every message type of the table", () => {
    const asked = new Set(messages.map(({ type }) => type));
    assert.deepEqual(
      messageTypes.filter((type) => !asked.has(type)),
      [],
    );
  });

  it("was asked about every element of the table", () => {
    const asked = new Set(messages.flatMap(({ elements }) => Object.keys(elements).map(Number)));
    assert.deepEqual(
      dataElements.map(({ number }) => number).filter((number) => !asked.has(number)),
      [],
    );
  });
});
