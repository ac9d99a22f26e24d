import type { Order } from "#domain/order/order.ts";
import { isCardAttempt } from "#domain/payment/attempt.ts";
import { authorizeAuthenticated } from "./authorize-card.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The browser comes back from the ACS with a CRes. It is read only for the ids
 * it names: whether anything is paid was told by the RReq. A garbage, forged or
 * replayed one therefore finds no order, or an order that is where it is.
 */
export async function returnFromChallenge(deps: Dependencies, cres: string): Promise<Order | null> {
  const named = deps.authenticator.parseChallengeResponse(cres);
  if (named === null) return null;
  const found = await deps.store.findByThreeDSServerTransId(named.threeDSServerTransId);
  if (found === null) return null;
  // The challenge of an earlier try: what has followed it shows where the payment is now.
  const authentication = isCardAttempt(found.attempt) ? found.attempt.authentication : null;
  if (authentication?.threeDSServerTransId !== named.threeDSServerTransId) return found.order;
  if (authentication.acsTransId !== named.acsTransId) return null;
  const record = await authorizeAuthenticated(deps, found.order.key);
  return record?.order ?? found.order;
}
