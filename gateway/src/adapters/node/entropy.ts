import { randomFillSync, randomInt, randomUUID } from "node:crypto";
import type { Entropy } from "#ports/entropy.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** The largest multiple of 62 that a byte can count to: bytes from here on would favour the first letters. */
const evenBytes = 256 - (256 % alphabet.length);

/** Asking the generator costs much the same for one byte as for thousands, and an order takes some eighty. */
const poolBytes = 4_096;

/** `randomInt` throws where `below` is 2^48 or more. */
export function createEntropy(): Entropy {
  const take = createPool();

  function token(length: number): string {
    let text = "";
    while (text.length < length) {
      for (const byte of take(length - text.length)) {
        if (byte < evenBytes) text += alphabet.charAt(byte % alphabet.length);
      }
    }
    return text;
  }

  return {
    token,
    hex: (bytes) => take(bytes).toString("hex"),
    uuid: () => randomUUID(),
    integer: (below) => randomInt(below),
  };
}

/** Hands out each random byte once. What it gives is a view: to be used up before the next call. */
function createPool(): (bytes: number) => Buffer {
  const pool = Buffer.alloc(poolBytes);
  let next = poolBytes;
  return (bytes) => {
    if (bytes > poolBytes) return randomFillSync(Buffer.alloc(bytes));
    if (next + bytes > poolBytes) {
      randomFillSync(pool);
      next = 0;
    }
    next += bytes;
    return pool.subarray(next - bytes, next);
  };
}
