import { setTimeout as pause } from "node:timers/promises";

const pauseMs = 25;
/** A minute at least: what takes a second on a quiet machine may take many on a busy one. */
const defaultTries = 2_400;

/**
 * Asks again until `probe` gives a value other than null or undefined. The
 * number of tries is bounded, so that a condition which never comes fails the
 * test with the name of what was awaited. This is the only place in the tests
 * that waits: between two real answers, never instead of one.
 */
export async function eventually<T>(
  awaited: string,
  probe: () => Promise<T | null | undefined> | T | null | undefined,
  tries: number = defaultTries,
): Promise<T> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const found = await probe();
    if (found !== null && found !== undefined) return found;
    await pause(pauseMs);
  }
  throw new Error(`never happened: ${awaited}`);
}
