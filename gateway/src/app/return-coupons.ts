import type { OrderKey } from "#domain/ids.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { type Coupon, owesCoupons, redeemedCoupons } from "#domain/payment/coupon.ts";
import { minor } from "#domain/money.ts";
import { later } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * The order ended unpaid: each gift card that paid a part of it gets its money
 * back, under the name of the payment it made, so that asking again gives back
 * once. Goes on until the provider has done it for all of them.
 */
export async function returnCoupons(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  if (found === null || !owesCoupons(found.order)) return { kind: "done" };
  for (const coupon of redeemedCoupons(found.order)) {
    const outcome = await deps.bank.refund(coupon.paymentId, {
      reference: `return-${coupon.attempt}`,
      amount: minor(BigInt(coupon.amount)),
      description: found.order.details.description,
    });
    if (outcome.kind !== "done") {
      deps.log.warn("coupon.kept", { attempt: coupon.attempt, outcome: outcome.kind, tries });
      return { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
    }
    await recordReturned(deps, key, coupon);
  }
  return { kind: "done" };
}

async function recordReturned(deps: Dependencies, key: OrderKey, returned: Coupon): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record === null) return;
    const coupons = record.order.coupons.map((one) =>
      one.attempt === returned.attempt ? { ...one, state: "returned" as const } : one,
    );
    await transaction.save({ order: { ...record.order, coupons, modifiedAt: deps.clock.now() } });
  });
}
