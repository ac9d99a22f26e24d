import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Secret } from "#domain/secret.ts";
import { decode, encode } from "./codec.ts";
import { createMessageMac } from "./message-mac.ts";
import { arbitraryMessage } from "./testing/arbitrary-message.ts";

const mac = createMessageMac(new Secret(Buffer.from("000102030405060708090a0b0c0d0e0f", "hex")));
const otherMac = createMessageMac(new Secret(Buffer.alloc(32, 7)));

describe("DE 128", () => {
  it("stands behind all other elements of an echo, and its bit in the bitmap", () => {
    const bytes = encode({ type: "0800", elements: { 7: "0128090107", 11: "000001", 70: "301" } });
    const proved = Buffer.from(mac.put(bytes));
    assert.equal(proved.subarray(0, 20).toString("hex"), "3038303082200000000000000400000000000001");
    assert.equal(proved.subarray(20, -8).toString(), "0128090107000001301");
    // As `openssl mac -macopt cipher:AES-128-CBC … CMAC` gives it.
    assert.equal(proved.subarray(-8).toString("hex"), "06b0c6c388d2aea5");
  });

  it("comes off every message that it was put on, and leaves it as it was", () => {
    fc.assert(
      fc.property(arbitraryMessage, (message) => {
        const taken = mac.take(mac.put(encode(message)));
        assert.ok(taken.ok);
        assert.deepEqual(decode(taken.value), { ok: true, value: message });
      }),
    );
  });

  it("proves every bit of the message, and of itself", () => {
    fc.assert(
      fc.property(arbitraryMessage, fc.nat(), fc.integer({ min: 0, max: 7 }), (message, place, bit) => {
        const proved = Buffer.from(mac.put(encode(message)));
        const at = place % proved.length;
        proved[at] = (proved[at] ?? 0) ^ (1 << bit);
        assert.equal(mac.take(proved).ok, false);
      }),
    );
  });

  it("proves where the message ends", () => {
    const proved = mac.put(encode({ type: "0210", elements: { 39: "00", 44: "M" } }));
    for (let length = 0; length < proved.length; length += 1) {
      assert.equal(mac.take(proved.subarray(0, length)).ok, false, `cut to ${length}`);
    }
    assert.equal(mac.take(Buffer.concat([proved, Buffer.from("0")])).ok, false);
  });

  it("is missing from a message as the codec writes it, and from a header alone", () => {
    const refusal = { ok: false, refusal: "missing-mac" };
    assert.deepEqual(mac.take(encode({ type: "0210", elements: { 39: "00" } })), refusal);
    const header = Buffer.from(mac.put(encode({ type: "0210", elements: {} }))).subarray(0, 24);
    assert.deepEqual(mac.take(header), refusal);
  });

  it("is wrong under another key", () => {
    const proved = otherMac.put(encode({ type: "0210", elements: { 39: "00" } }));
    assert.deepEqual(mac.take(proved), { ok: false, refusal: "wrong-mac" });
  });
});
