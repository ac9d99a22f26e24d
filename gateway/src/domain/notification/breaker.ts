/**
 * When an endpoint of a shop is left alone. Only what says that nobody is there
 * counts: a program that answers, even with an error, costs us nothing and wants
 * to be told on the contract's schedule.
 */
import { dayMs, minuteMs } from "../time.ts";

/** Calls that one process makes to one endpoint at the same time. */
export const callsPerEndpoint = 4;

/** Failures in a row after which an endpoint is not called for a while: one hanging round of calls. */
export const opensAfter = callsPerEndpoint;

/**
 * For how long, by how often it was tried since: each round ends with one call
 * that tries. Never longer than the contract's interval between attempts.
 */
export const openStepsMs: readonly number[] = [1, 2, 4, 8, 15].map((minutes) => minutes * minuteMs);

/** How long one call may try before another process may: longer than a call takes. */
export const probeMs = minuteMs;

/** A delivery that was held back for so long is given up; the shop may ask for it again. */
export const heldAtMostMs = dayMs;

/** What a call told about the endpoint; null where none was made or it says nothing. */
export function isEndpointAlive(call: {
  readonly status: number | null;
  readonly outcome: string;
}): boolean | null {
  // A proxy in front of the shop says that nobody is behind it.
  if (call.status !== null) return ![502, 503, 504].includes(call.status);
  return call.outcome === "timeout" || call.outcome === "connection" ? false : null;
}
