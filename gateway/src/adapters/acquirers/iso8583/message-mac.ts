/**
 * DE 128: the proof that a message comes from who holds the key of the link, and
 * that it is as it left. The first 8 bytes of an AES-CMAC over type, bitmaps and
 * all elements before it. It is put on and taken off as bytes: what the codec is
 * given has been proved, and a message that nobody proved never gets as far.
 */
import { timingSafeEqual } from "node:crypto";
import { type Result, ok, refuse } from "#domain/result.ts";
import type { Secret } from "#domain/secret.ts";
import { createCmac } from "./aes-cmac.ts";

export const macLength = 8;
/** Last byte of the secondary bitmap, whose last bit is that of DE 128. */
const bitPlace = 19;
const bit = 0x01;
const headerLength = 20;

export type MacFault = "missing-mac" | "wrong-mac";

export interface MessageMac {
  /** An encoded message → the same with DE 128 at its end. */
  put(message: Uint8Array): Uint8Array;
  /** The message as it was before DE 128 was put on. */
  take(message: Uint8Array): Result<Uint8Array, MacFault>;
}

/** The key has 16 or 32 bytes, the same on both ends of the link. */
export function createMessageMac(key: Secret<Uint8Array>): MessageMac {
  const cmac = createCmac(key.reveal());
  return {
    put(message) {
      const proved = Buffer.alloc(message.length + macLength);
      proved.set(message);
      proved[bitPlace] = (proved[bitPlace] ?? 0) | bit;
      proved.set(cmac(proved.subarray(0, message.length)).subarray(0, macLength), message.length);
      return proved;
    },
    take(message) {
      const hasMac = message.length >= headerLength + macLength && ((message[bitPlace] ?? 0) & bit) !== 0;
      if (!hasMac) return refuse("missing-mac");
      // A copy: the bytes belong to the chunk that they came in.
      const bare = Buffer.from(message.subarray(0, -macLength));
      const expected = cmac(bare).subarray(0, macLength);
      if (!timingSafeEqual(expected, message.subarray(-macLength))) return refuse("wrong-mac");
      bare[bitPlace] = (bare[bitPlace] ?? 0) & ~bit;
      return ok(bare);
    },
  };
}
