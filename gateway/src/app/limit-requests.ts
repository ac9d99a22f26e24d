import { lineOf, networkOf } from "#domain/fraud/payer.ts";
import type { Taking } from "#domain/limit/rate-limit.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { Dependencies } from "./dependencies.ts";

const taken: Taking = { kind: "taken" };

/** One more request to the merchant API from an address, whatever its key. */
export const limitRequestsByAddress = (deps: Dependencies, address: string): Promise<Taking> =>
  deps.rateLimiter.take(deps.rateLimits.requestsByAddress, lineOf(address), deps.clock.now());

/** One more request of a site or an account; all its keys are counted together. */
export function limitRequestsByKey(
  deps: Dependencies,
  { role, accountId, site }: KeyHolder,
): Promise<Taking> {
  const subject = role === "site" ? `site ${site.id}` : `account ${accountId}`;
  return deps.rateLimiter.take(deps.rateLimits.requestsByKey, subject, deps.clock.now());
}

/** One more page of the API's description, which is large, for an address. */
export async function limitDocuments(deps: Dependencies, address: string): Promise<Taking> {
  const network = networkOf(address);
  return network === null
    ? taken
    : deps.rateLimiter.take(deps.rateLimits.documents, network, deps.clock.now());
}

/** One more wrong key from an address. */
export const countWrongKey = (deps: Dependencies, address: string): Promise<Taking> =>
  deps.rateLimiter.take(deps.rateLimits.wrongKeys, lineOf(address), deps.clock.now());

/** Whether so many wrong keys came from an address that no other is looked up for it. */
export const isBlockedForWrongKeys = (deps: Dependencies, address: string): boolean =>
  deps.rateLimiter.known(deps.rateLimits.wrongKeys, lineOf(address), deps.clock.now()).kind === "refused";

/**
 * One more payment link that leads nowhere. Private addresses are not counted: behind one stands a proxy,
 * and with it every shopper of the house.
 */
export async function countUnknownLink(deps: Dependencies, address: string): Promise<Taking> {
  const network = networkOf(address);
  return network === null
    ? taken
    : deps.rateLimiter.take(deps.rateLimits.unknownLinks, network, deps.clock.now());
}

/** Whether an address guessed so often that no link is looked up for it. */
export function isGuessingLinks(deps: Dependencies, address: string): Taking {
  const network = networkOf(address);
  return network === null
    ? taken
    : deps.rateLimiter.known(deps.rateLimits.unknownLinks, network, deps.clock.now());
}
