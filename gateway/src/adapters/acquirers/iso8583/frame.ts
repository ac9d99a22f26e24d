/**
 * Frames on the TCP stream: two bytes of length, big-endian, then that many bytes
 * of message. A length outside 1..4096 means that we have lost our place in the
 * stream; nothing after it can be believed, so the connection must be cut.
 */
import { assert } from "#domain/result.ts";

export const largestFrame = 4096;
const prefixLength = 2;

export function frame(message: Uint8Array): Uint8Array {
  assert(message.length >= 1 && message.length <= largestFrame, "a message fits into a frame");
  const framed = Buffer.allocUnsafe(prefixLength + message.length);
  framed.writeUInt16BE(message.length, 0);
  framed.set(message, prefixLength);
  return framed;
}

export interface FramesRead {
  /** The messages that are complete now, in order; views of the chunks they came in. */
  readonly messages: readonly Uint8Array[];
  /** True where a length out of bounds follows them. The reader is of no use from then on. */
  readonly isBroken: boolean;
}

/** Cuts a stream that arrives in any pieces into its messages. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  read(chunk: Uint8Array): FramesRead {
    const stream = this.#rest.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#rest, chunk]);
    const messages: Uint8Array[] = [];
    let offset = 0;
    while (stream.length - offset >= prefixLength) {
      const length = stream.readUInt16BE(offset);
      if (length < 1 || length > largestFrame) return { messages, isBroken: true };
      const end = offset + prefixLength + length;
      if (end > stream.length) break;
      messages.push(stream.subarray(offset + prefixLength, end));
      offset = end;
    }
    this.#rest = stream.subarray(offset);
    return { messages, isBroken: false };
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
