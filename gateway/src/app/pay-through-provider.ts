import type { OrderKey, SessionToken } from "#domain/ids.ts";
import type { ProviderMethodId } from "#domain/method/catalogue.ts";
import { advance, type Customer, noReason, type Order } from "#domain/order/order.ts";
import type { ProviderInput } from "#domain/payment/attempt.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import type { OrderRecord } from "#ports/store.ts";
import { consultProvider } from "./ask-provider.ts";
import type { Dependencies } from "./dependencies.ts";
import type { PageRefusal } from "./page-refusal.ts";
import { beginProviderPayment, startProviderPayment } from "./provider-payment.ts";

/** The shopper chooses a method of a provider. Gives the order with where to go next, or with its end. */
export async function payThroughProvider(
  deps: Dependencies,
  command: {
    readonly token: SessionToken;
    readonly method: ProviderMethodId;
    readonly input: ProviderInput;
    /** What the provider cannot do without and the shop did not tell. */
    readonly customer: Partial<Customer>;
  },
): Promise<Result<OrderRecord, PageRefusal>> {
  const found = await deps.store.findBySession(command.token);
  if (found?.order.phase !== "open") return refuse("not-open");
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  const begun = await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(found.order.key);
    if (record?.order.phase !== "open" || record.order.version !== found.order.version) return null;
    const { details } = record.order;
    const started: Order = {
      ...advance(record.order, "start", deps.clock.now(), noReason),
      details: { ...details, customer: { ...details.customer, ...command.customer } },
    };
    const payment = beginProviderPayment(deps, started, command);
    const order: Order = { ...started, currentAttempt: payment.attempt.key };
    await transaction.save({
      order,
      rewritesDetails: Object.keys(command.customer).length > 0,
      attempt: payment.change,
      jobs: payment.jobs,
    });
    return { order, attempt: payment.attempt };
  });
  return begun === null ? refuse("not-open") : ok(await startProviderPayment(deps, begun, site));
}

/** The provider lets go of the payment, or the page shows what became of it. */
export async function cancelAtProvider(
  deps: Dependencies,
  key: OrderKey,
): Promise<Result<OrderRecord, PageRefusal>> {
  const consulted = await consultProvider(deps, key, (id) => deps.bank.cancel(id));
  return consulted === null || consulted.record.order.phase === "started"
    ? refuse("not-open")
    : ok(consulted.record);
}
