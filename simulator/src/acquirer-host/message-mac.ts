import { createCipheriv, timingSafeEqual } from "node:crypto";

const block = 16;

/**
 * DE 128 of the card link: the left half of an AES-CMAC (RFC 4493) over all of the message that stands before it.
 * Written from the RFC, block by block.
 */
export class MessageMac {
  readonly #key: Buffer;
  readonly #k1: Buffer;
  readonly #k2: Buffer;

  /** `keyHex`: 32 or 64 digits. */
  constructor(keyHex: string) {
    this.#key = Buffer.from(keyHex, "hex");
    this.#k1 = shifted(this.#aes(Buffer.alloc(block)));
    this.#k2 = shifted(this.#k1);
  }

  /** `message` with its last eight bytes replaced by the MAC of what stands before them. */
  seal(message: Buffer): Buffer {
    const body = message.subarray(0, -8);
    return Buffer.concat([body, this.#cmac(body)]);
  }

  /** Whether the last eight bytes are the MAC of what stands before them. */
  isSealed(message: Buffer): boolean {
    return timingSafeEqual(this.#cmac(message.subarray(0, -8)), message.subarray(-8));
  }

  #cmac(message: Buffer): Buffer {
    const count = Math.max(1, Math.ceil(message.length / block));
    let state: Buffer = Buffer.alloc(block);
    for (let index = 0; index < count - 1; index += 1) {
      state = this.#aes(xor(state, message.subarray(index * block, (index + 1) * block)));
    }
    const rest = message.subarray((count - 1) * block);
    const last = rest.length === block ? xor(rest, this.#k1) : xor(padded(rest), this.#k2);
    return this.#aes(xor(state, last)).subarray(0, 8);
  }

  #aes(plain: Buffer): Buffer {
    return createCipheriv(this.#key.length === block ? "aes-128-ecb" : "aes-256-ecb", this.#key, null)
      .setAutoPadding(false)
      .update(plain);
  }
}

function padded(rest: Buffer): Buffer {
  return Buffer.concat([rest, Buffer.from([0x80]), Buffer.alloc(block)]).subarray(0, block);
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

/** One bit to the left; the bit that falls out comes back as 0x87. */
function shifted(bytes: Buffer): Buffer {
  const doubled = (BigInt(`0x${bytes.toString("hex")}`) << 1n) & ((1n << 128n) - 1n);
  const reduced = (bytes[0] ?? 0) >= 0x80 ? doubled ^ 0x87n : doubled;
  return Buffer.from(reduced.toString(16).padStart(2 * block, "0"), "hex");
}
