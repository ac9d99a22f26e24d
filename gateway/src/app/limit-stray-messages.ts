import { networkOf } from "#domain/fraud/payer.ts";
import type { Taking } from "#domain/limit/rate-limit.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * Messages that belong to nothing: webhooks that nobody signed, results and returns of 3-D Secure that no payment
 * waits for. Providers and directory servers send all of theirs from a few addresses, so what belongs to something is
 * never counted. Private addresses are not counted either, as for payment links.
 */

/** One more of them from an address. */
export async function countStrayMessage(deps: Dependencies, address: string): Promise<Taking> {
  const network = networkOf(address);
  return network === null
    ? { kind: "taken" }
    : deps.rateLimiter.take(deps.rateLimits.strayMessages, network, deps.clock.now());
}

/** Whether so many came from an address that nothing is looked up for it. */
export function isSendingStrays(deps: Dependencies, address: string): Taking {
  const network = networkOf(address);
  return network === null
    ? { kind: "taken" }
    : deps.rateLimiter.known(deps.rateLimits.strayMessages, network, deps.clock.now());
}
