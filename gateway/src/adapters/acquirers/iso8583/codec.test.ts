import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decode, encode } from "./codec.ts";
import type { Message } from "./message.ts";
import { arbitraryMessage } from "./testing/arbitrary-message.ts";

const signOn: Message = { type: "0800", elements: { 7: "0128090107", 11: "000001", 70: "001" } };

/** The 0800 by hand: type, bits 1 7 11, bit 70, then the three values. */
const signOnBytes = Buffer.concat([
  Buffer.from("0800"),
  Buffer.from("82200000000000000400000000000000", "hex"),
  Buffer.from("0128090107000001001"),
]);

describe("encoding", () => {
  it("writes the type, both bitmaps and the elements in order of number", () => {
    assert.deepEqual(Buffer.from(encode(signOn)), signOnBytes);
  });

  it("writes two digits of length before LL and three before LLL", () => {
    const bytes = encode({ type: "0100", elements: { 2: "4111111111111111", 48: "T9203123" } });
    assert.equal(Buffer.from(bytes.subarray(20)).toString(), "164111111111111111008T9203123");
  });

  const unfit: readonly { readonly name: string; readonly message: Message; readonly fault: string }[] = [
    {
      name: "a fixed value that is too short",
      message: { type: "0800", elements: { 11: "1" } },
      fault: "DE 11: length",
    },
    {
      name: "a fixed value that is too long",
      message: { type: "0800", elements: { 4: "1".repeat(13) } },
      fault: "DE 4: length",
    },
    {
      name: "an empty variable value",
      message: { type: "0100", elements: { 48: "" } },
      fault: "DE 48: length",
    },
    {
      name: "a letter among digits",
      message: { type: "0100", elements: { 2: "411111111111111X" } },
      fault: "DE 2: character",
    },
    {
      name: "a space in letters and digits",
      message: { type: "0100", elements: { 37: "6028 9000001" } },
      fault: "DE 37: character",
    },
    {
      name: "a letter beyond ASCII",
      message: { type: "0100", elements: { 63: "café" } },
      fault: "DE 63: character",
    },
    {
      name: "a character whose low byte would be ASCII",
      message: { type: "0100", elements: { 63: "\u0141" } },
      fault: "DE 63: character",
    },
  ];
  for (const { name, message, fault } of unfit) {
    it(`throws on ${name} and names the element only`, () => {
      assert.throws(() => encode(message), { name: "RangeError", message: fault });
    });
  }
});

describe("decoding", () => {
  it("gives back every message that was encoded", () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        assert.deepEqual(decode(encode(message)), { ok: true, value: message });
      }),
    );
  });

  const types = "0100 0110 0200 0210 0220 0221 0230 0400 0401 0410 0800 0810".split(" ");
  for (const type of types) {
    it(`gives back every ${type}, and so knows all types of the link`, () => {
      fc.assert(
        fc.property(arbitraryMessage, ({ elements }) => {
          const bytes = Buffer.from(encode({ type: "0800", elements }));
          bytes.write(type);
          const decoded = decode(bytes);
          assert.deepEqual(decoded, { ok: true, value: { type, elements } });
          assert.deepEqual(Buffer.from(encode(decoded.value)), bytes);
        }),
        { numRuns: 20 },
      );
    });
  }

  it("never throws on arbitrary bytes, also behind a good type and an arbitrary bitmap", () => {
    const header = fc.constantFrom("", "0210", "0210\x80", "0230\x80", "0410\xff\xff");
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 200 }), (start, bytes) => {
        const decoded = decode(Buffer.concat([Buffer.from(start, "latin1"), bytes]));
        if (decoded.ok) encode(decoded.value);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never throws on a message with one byte changed, and gives back what it accepts unchanged", () => {
    const anyByte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(arbitraryMessage, fc.nat(), anyByte, (message, position, byte) => {
        const bytes = encode(message);
        bytes[position % bytes.length] = byte;
        const decoded = decode(bytes);
        if (decoded.ok) assert.deepEqual(Buffer.from(encode(decoded.value)), Buffer.from(bytes));
      }),
    );
  });

  it("refuses every message that was cut short", () => {
    const bytes = encode({
      type: "0210",
      elements: { 4: "000000000100", 39: "00", 44: "M", 63: "MCC1234567890" },
    });
    for (let length = 0; length < bytes.length; length += 1) {
      assert.equal(decode(bytes.subarray(0, length)).ok, false, `cut to ${length}`);
    }
  });

  const changed = (change: (bytes: Buffer) => Buffer): Buffer => change(Buffer.from(signOnBytes));
  const refusals = [
    {
      name: "fewer bytes than a header",
      bytes: signOnBytes.subarray(0, 19),
      refusal: { reason: "truncated", element: null },
    },
    {
      name: "an unknown message type",
      bytes: changed((b) => (b.write("0820"), b)),
      refusal: { reason: "message-type", element: null },
    },
    {
      name: "a message without the secondary bitmap",
      bytes: changed((b) => ((b[4] = 0x02), b)),
      refusal: { reason: "bitmap", element: null },
    },
    {
      name: "an element we do not know",
      bytes: changed((b) => ((b[11] = 0x01), b)),
      refusal: { reason: "unknown-element", element: 64 },
    },
    {
      name: "element 128",
      bytes: changed((b) => ((b[19] = 0x01), b)),
      refusal: { reason: "unknown-element", element: 128 },
    },
    {
      name: "a value that ends early",
      bytes: signOnBytes.subarray(0, -1),
      refusal: { reason: "truncated", element: 70 },
    },
    {
      name: "bytes after the last element",
      bytes: changed((b) => Buffer.concat([b, Buffer.from("0")])),
      refusal: { reason: "trailing-bytes", element: null },
    },
    {
      name: "a letter in a numeric element",
      bytes: changed((b) => (b.write("X", 20), b)),
      refusal: { reason: "character", element: 7 },
    },
    {
      name: "a byte beyond ASCII",
      bytes: changed((b) => ((b[20] = 0xb1), b)),
      refusal: { reason: "character", element: 7 },
    },
  ] as const;
  for (const { name, bytes, refusal } of refusals) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(decode(bytes), { ok: false, refusal });
    });
  }

  const withNetworkData = (value: string): Buffer =>
    Buffer.concat([
      Buffer.from("0210"),
      Buffer.from("80000000000000020000000000000000", "hex"),
      Buffer.from(value),
    ]);
  const lengths = [
    { name: "no digits", value: "0x3ABC", reason: "length" },
    { name: "zero", value: "000", reason: "length" },
    { name: "more than is there", value: "004ABC", reason: "truncated" },
    { name: "cut itself", value: "00", reason: "truncated" },
  ] as const;
  for (const { name, value, reason } of lengths) {
    it(`refuses a length that is ${name}`, () => {
      assert.deepEqual(decode(withNetworkData(value)), { ok: false, refusal: { reason, element: 63 } });
    });
  }

  it("refuses a length above the element's own", () => {
    const bytes = Buffer.concat([
      Buffer.from("0100"),
      Buffer.from("c0000000000000000000000000000000", "hex"),
      Buffer.from("2041111111111111111111"),
    ]);
    assert.deepEqual(decode(bytes), { ok: false, refusal: { reason: "length", element: 2 } });
  });
});
