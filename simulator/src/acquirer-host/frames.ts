const longestFrame = 4096;

/** Cuts the byte stream of one connection into frames: two bytes of length, then that many bytes. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete now; `isBroken` once a length stands outside 1..4096: nothing after it can be read. */
  push(chunk: Buffer): { readonly frames: readonly Buffer[]; readonly isBroken: boolean } {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const frames: Buffer[] = [];
    while (this.#rest.length >= 2) {
      const length = this.#rest.readUInt16BE(0);
      if (length === 0 || length > longestFrame) return { frames, isBroken: true };
      if (this.#rest.length < 2 + length) break;
      frames.push(this.#rest.subarray(2, 2 + length));
      this.#rest = this.#rest.subarray(2 + length);
    }
    return { frames, isBroken: false };
  }
}

export function frame(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
