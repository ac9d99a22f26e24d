/**
 * Goal: no bytes of the acquirer's side make the codec or the frame reader throw, hang or keep more than a frame, and what is
 * read at all is a message that can be written again. Method: random bytes, and true messages with bytes changed, taken
 * out or added, so that each check of the codec is passed and failed.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decode, encode } from "./codec.ts";
import { FrameReader, frame, largestFrame } from "./frame.ts";
import { arbitraryMessage } from "./testing/arbitrary-message.ts";

const play = { seed: 20_261_121, numRuns: 1_500 };

interface Edit {
  readonly place: number;
  readonly removed: number;
  readonly added: Uint8Array;
}

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    place: fc.nat(),
    removed: fc.integer({ min: 0, max: 3 }),
    added: fc.uint8Array({ maxLength: 3 }),
  }),
  { maxLength: 4 },
);

function edited(bytes: Uint8Array, changes: readonly Edit[]): Uint8Array {
  return changes.reduce<Uint8Array>((current, { place, removed, added }) => {
    const at = place % (current.length + 1);
    return Buffer.concat([current.subarray(0, at), added, current.subarray(at + removed)]);
  }, bytes);
}

const nearlyMessages = fc
  .tuple(arbitraryMessage, edits)
  .map(([message, changes]) => edited(encode(message), changes));

test("what can be read is written as the very bytes that it was read from", () => {
  let read = 0;
  fc.assert(
    fc.property(nearlyMessages, (bytes) => {
      const decoded = decode(bytes);
      if (!decoded.ok) return;
      read += 1;
      assert.deepEqual(Buffer.from(encode(decoded.value)), Buffer.from(bytes));
    }),
    play,
  );
  assert.ok(read > play.numRuns / 20, `only ${read} were readable`);
});

test("bytes of chance are refused with a reason", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    // With a type and a first bit that are right, the elements are reached.
    fc
      .tuple(fc.constantFrom("0210", "0422", "0810"), fc.uint8Array({ minLength: 16, maxLength: 200 }))
      .map(([type, rest]) => Buffer.concat([Buffer.from(type), Buffer.from([0x80 | (rest[0] ?? 0)]), rest])),
  );
  fc.assert(
    fc.property(bytes, (drawn) => {
      const decoded = decode(drawn);
      if (!decoded.ok) assert.notEqual(decoded.refusal.reason, "");
    }),
    play,
  );
});

test("whatever the stream is, and however it is cut, its frames are the same and of the length that it names", () => {
  const frames = fc.array(
    fc.oneof(
      nearlyMessages.filter(({ length }) => length >= 1 && length <= largestFrame).map(frame),
      fc.uint8Array({ maxLength: 40 }),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 700 }), (parts, size) => {
      const stream = Buffer.concat(parts);
      const whole = readAll(stream, stream.length + 1);
      assert.deepEqual(readAll(stream, size), whole);
      for (const hex of whole) assert.ok(hex.length >= 2 && hex.length <= 2 * largestFrame);
    }),
    { ...play, numRuns: 400 },
  );
});

/** In hexadecimal, up to the first length out of bounds. */
function readAll(stream: Uint8Array, size: number): readonly string[] {
  const reader = new FrameReader();
  const read: string[] = [];
  for (let offset = 0; offset < stream.length; offset += size) {
    const { messages, isBroken } = reader.read(stream.subarray(offset, offset + size));
    read.push(...messages.map((message) => Buffer.from(message).toString("hex")));
    if (isBroken) return read;
  }
  return read;
}
