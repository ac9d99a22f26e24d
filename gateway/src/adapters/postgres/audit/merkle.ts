import { createHash } from "node:crypto";

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * The root of a Merkle tree as RFC 6962 (2.1) builds it, from leaves that come one
 * after the other: of what came so far only the roots of whole subtrees are kept,
 * so a million leaves need twenty hashes.
 */
export class MerkleSum {
  readonly #roots: { readonly leaves: number; readonly hash: Buffer }[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(leaf: string): void {
    this.#count += 1;
    let subtree = { leaves: 1, hash: sha256(leafPrefix, leaf) };
    for (;;) {
      const left = this.#roots.at(-1);
      if (left?.leaves !== subtree.leaves) break;
      this.#roots.pop();
      subtree = { leaves: 2 * subtree.leaves, hash: sha256(nodePrefix, left.hash, subtree.hash) };
    }
    this.#roots.push(subtree);
  }

  root(): string {
    const [last, ...lefts] = this.#roots.toReversed();
    if (last === undefined) return sha256().toString("hex");
    return lefts.reduce((right, left) => sha256(nodePrefix, left.hash, right), last.hash).toString("hex");
  }
}
