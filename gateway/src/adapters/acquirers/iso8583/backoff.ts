/**
 * How long to wait before the next try to connect: doubling, so that a host that
 * is down is not hammered, and with up to 20 % of jitter, so that gateways which
 * lost it together do not come back together.
 */
export interface Backoff {
  readonly firstMs: number;
  readonly largestMs: number;
}

const jitterShare = 0.2;

/** `failures` counts from 0, `random` is in [0, 1). */
export function pauseMs({ firstMs, largestMs }: Backoff, failures: number, random: number): number {
  const pause = Math.min(firstMs * 2 ** failures, largestMs);
  return Math.round(pause * (1 + jitterShare * random));
}
