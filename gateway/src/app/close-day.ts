import { payable, type SiteBalance } from "#domain/ledger/balance.ts";
import { transactionId } from "#domain/ids.ts";
import { type Instant, nextMidnight } from "#domain/time.ts";
import type { ClosingBalance } from "#ports/ledger.ts";
import type { Dependencies } from "./dependencies.ts";
import { forgetIdempotencyKeys } from "./forget-idempotency-keys.ts";
import { forgetNotifications } from "./forget-notifications.ts";
import { forgetVelocity } from "./forget-velocity.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * The daily settlement: closes every day that has ended since the last one that
 * was closed, and pays out what is the merchants' by then. Then what is kept for
 * a time only and has outlived it is deleted, and the audit log is signed. Repeating it changes nothing; after a time without a gateway the days are closed one after the
 * other, each with what had happened by its end.
 */
export async function closeDay(deps: Dependencies): Promise<JobOutcome> {
  const now = deps.clock.now();
  let endedAt = nextMidnight(await deps.ledger.lastClosing());
  while (endedAt <= now) {
    await close(deps, endedAt);
    endedAt = nextMidnight(endedAt);
  }
  await forgetVelocity(deps, now);
  await forgetNotifications(deps, now);
  await forgetIdempotencyKeys(deps, now);
  // Of a log that is held the next day signs what this one could not.
  if ((await deps.auditCheckpoints.write()) === "busy") deps.log.warn("audit.checkpoint-missed", { endedAt });
  return { kind: "next", at: endedAt };
}

async function close(deps: Dependencies, endedAt: Instant): Promise<void> {
  const closings: ClosingBalance[] = [];
  for (const balance of await deps.ledger.balances(endedAt)) {
    closings.push(await closingOf(deps, balance, endedAt));
  }
  await deps.ledger.closeDay(endedAt, closings);
  deps.log.info("day.closed", { endedAt, closings: closings.length });
}

async function closingOf(
  deps: Dependencies,
  balance: SiteBalance,
  endedAt: Instant,
): Promise<ClosingBalance> {
  const payoutAmount = payable(balance);
  return {
    siteId: balance.siteId,
    currency: balance.currency,
    endedAt,
    amount: balance.accounts.merchant,
    amountUncleared: balance.accounts.reserve,
    payoutAmount,
    payoutTransactionId: payoutAmount === 0n ? null : transactionId(await deps.store.nextTransactionNumber()),
  };
}
