/** Unpredictable values from the operating system. */
export interface Entropy {
  /** Letters and digits, uniformly drawn. */
  token(length: number): string;
  /** Lower-case hexadecimal of `bytes` random bytes. */
  hex(bytes: number): string;
  /** RFC 9562 version 4. */
  uuid(): string;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
}
