import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FrameReader, frame, largestFrame } from "./frame.ts";

describe("frames", () => {
  it("puts the length in front, high byte first", () => {
    assert.deepEqual(Buffer.from(frame(new Uint8Array(258))).subarray(0, 2), Buffer.from([1, 2]));
  });

  it("gives the same messages however the stream is cut into chunks", () => {
    const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 8 });
    fc.assert(
      fc.property(messages, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sent, sizes) => {
        const stream = Buffer.concat(sent.map(frame));
        const reader = new FrameReader();
        const read: Uint8Array[] = [];
        for (const chunk of chunksOf(stream, sizes)) read.push(...reader.read(chunk).messages);
        assert.deepEqual(
          read.map((message) => Buffer.from(message)),
          sent.map((message) => Buffer.from(message)),
        );
      }),
    );
  });

  it("carries a message of the largest size", () => {
    const { messages, isBroken } = new FrameReader().read(frame(new Uint8Array(largestFrame)));
    assert.equal(messages[0]?.length, largestFrame);
    assert.equal(isBroken, false);
  });

  for (const length of [0, largestFrame + 1, 65_535]) {
    it(`says that the stream is broken at a length of ${length}, after the messages before it`, () => {
      const prefix = Buffer.alloc(2);
      prefix.writeUInt16BE(length);
      const { messages, isBroken } = new FrameReader().read(
        Buffer.concat([frame(Buffer.from("0800")), prefix]),
      );
      assert.deepEqual(messages.map(String), [String(Buffer.from("0800"))]);
      assert.equal(isBroken, true);
    });
  }
});

function chunksOf(stream: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (let turn = 0; offset < stream.length; turn += 1) {
    const end = offset + (sizes[turn % sizes.length] ?? 1);
    chunks.push(stream.subarray(offset, end));
    offset = end;
  }
  return chunks;
}
