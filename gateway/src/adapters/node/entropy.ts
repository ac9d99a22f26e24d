import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Entropy } from "#ports/entropy.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * `randomInt` draws again instead of taking a remainder, so every letter is
 * equally likely (62 does not divide 256). It throws where `below` is 2^48 or more.
 */
export function createEntropy(): Entropy {
  return {
    token: (length) => Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(""),
    hex: (bytes) => randomBytes(bytes).toString("hex"),
    uuid: () => randomUUID(),
    integer: (below) => randomInt(below),
  };
}
