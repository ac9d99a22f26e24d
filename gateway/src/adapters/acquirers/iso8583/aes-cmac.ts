/** AES-CMAC: ISO/IEC 9797-1, MAC algorithm 5, as RFC 4493 and NIST SP 800-38B describe it. OpenSSL has it, Node does not offer it. */
import { createCipheriv, createSecretKey } from "node:crypto";
import { assert } from "#domain/result.ts";

const blockLength = 16;
const zeroBlock = Buffer.alloc(blockLength);
/** What a bit that is shifted out of a block comes back as. */
const reduction = 0x87;
const paddingStart = 0x80;

/** The key has 16 or 32 bytes; the result 16. */
export function createCmac(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  assert(key.length === 16 || key.length === 32, "an AES key has 16 or 32 bytes");
  const secret = createSecretKey(key);
  const algorithm = key.length === 16 ? "aes-128-cbc" : "aes-256-cbc";
  const lastBlockOf = (blocks: Buffer): Buffer =>
    createCipheriv(algorithm, secret, zeroBlock).setAutoPadding(false).update(blocks).subarray(-blockLength);
  const wholeMask = doubled(lastBlockOf(zeroBlock));
  const paddedMask = doubled(wholeMask);

  return (message) => {
    const isWhole = message.length > 0 && message.length % blockLength === 0;
    const length = isWhole ? message.length : message.length + blockLength - (message.length % blockLength);
    const blocks = Buffer.alloc(length);
    blocks.set(message);
    if (!isWhole) blocks[message.length] = paddingStart;
    const mask = isWhole ? wholeMask : paddedMask;
    for (let index = 0, place = length - blockLength; index < blockLength; index += 1, place += 1) {
      blocks[place] = (blocks[place] ?? 0) ^ (mask[index] ?? 0);
    }
    return lastBlockOf(blocks);
  };
}

/** The block times x in the field of 2^128 elements. */
function doubled(block: Buffer): Buffer {
  const result = Buffer.alloc(blockLength);
  for (let index = 0; index < blockLength; index += 1) {
    result[index] = ((block[index] ?? 0) << 1) | ((block[index + 1] ?? 0) >> 7);
  }
  const isOut = ((block[0] ?? 0) & 0x80) !== 0;
  if (isOut) result[blockLength - 1] = (result[blockLength - 1] ?? 0) ^ reduction;
  return result;
}
