import { type AttemptKey, type OrderKey, parseAttemptKey } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { isPaid } from "#domain/order/phase.ts";
import { providerCheckMs } from "#domain/order/timers.ts";
import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { ProviderMessage, ProviderOutcome, ProviderReport } from "#ports/redirect-bank.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { keepMandate } from "./keep-mandate.ts";
import { ourOutcome } from "./our-outcome.ts";
import { askForLateMoney, looksForLateMoney } from "./return-late-money.ts";
import { isWebhookWord, startAgain } from "./provider-payment.ts";
import { settleReport } from "./settle-provider-payment.ts";

/** What we ask of the provider about a payment it has begun. */
export type Question = (paymentId: string) => Promise<ProviderOutcome>;

interface Asking {
  /** What the report means to the asker. */
  readonly read?: (report: ProviderReport) => ProviderReport;
  /** What ends because its shop wants it to is not tried again. */
  readonly by?: "shop" | "anyone";
}

/**
 * Puts a question to the provider and records the report under the order's lock.
 * Gives the outcome and the order as it is then; `null` where the order has no
 * payment of a provider that began.
 */
export async function consultProvider(
  deps: Dependencies,
  key: OrderKey,
  question: Question,
  { read = (report) => report, by = "anyone" }: Asking = {},
): Promise<{ readonly outcome: ProviderOutcome; readonly record: FullRecord } | null> {
  const found = await deps.store.findByKey(key);
  const attempt = found?.attempt;
  if (found === null || attempt?.kind !== "transfer" || attempt.provider.paymentId === null) return null;
  const outcome = ourOutcome(attempt, await question(attempt.provider.paymentId));
  if (outcome.kind !== "told") {
    const cause = "cause" in outcome ? outcome.cause : null;
    deps.log.warn("provider.silent", { attempt: attempt.key, outcome: outcome.kind, cause });
    return { outcome, record: found };
  }
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  const record = await recordReport(deps, attempt, { report: read(outcome.report), by }, site);
  return { outcome, record };
}

async function recordReport(
  deps: Dependencies,
  asked: ProviderAttempt,
  { report, by }: { readonly report: ProviderReport; readonly by: Asking["by"] },
  site: Site,
): Promise<FullRecord> {
  return deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(asked.orderKey);
    assert(record !== null, "an order vanished while its payment was asked about");
    const { order, attempt, related } = record;
    if (attempt?.kind !== "transfer" || attempt.key !== asked.key) {
      deps.log.warn("provider.outdated", { attempt: asked.key, status: report.status });
      await transaction.save(looksForLateMoney(order, deps.clock.now()));
      return record;
    }
    const settled = settleReport({ order, attempt, related }, report, site, deps.clock.now());
    const kept = keepMandate(deps, site, order, settled);
    const change = by === "shop" ? { ...kept, order: { ...kept.order, mayRetry: false } } : kept;
    await transaction.save(change);
    const newest = (one: RelatedTransaction): RelatedTransaction =>
      change.related?.find((changed) => changed.transactionId === one.transactionId) ?? one;
    return { order: change.order, attempt: change.attempt.value, related: related.map(newest) };
  });
}

/** The job: asks while there is something to wait for. */
export async function askProvider(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const consulted = await consultProvider(deps, key, (id) => deps.bank.ask(id));
  if (consulted === null) return { kind: "done" };
  const { outcome, record } = consulted;
  if (!isWaiting(record)) return { kind: "done" };
  const pauseMs = outcome.kind === "told" ? outcome.report.checkAfterMs : null;
  return { kind: "again", at: later(deps.clock.now(), pauseMs ?? providerCheckMs(tries)) };
}

const isWaiting = ({ order, attempt }: FullRecord): boolean =>
  attempt?.state === "starting" ||
  attempt?.state === "awaiting" ||
  (isPaid(order.phase) && order.settlement === "uncleared");

/**
 * The provider's webhook makes us ask; nothing it carries is read. What the provider
 * did not sign, for this very address, changes nothing and asks nobody.
 */
export async function receiveProviderWebhook(
  deps: Dependencies,
  named: { readonly attempt: string; readonly word: string },
  message: Omit<ProviderMessage, "path">,
): Promise<"heard" | "unsigned" | "unknown"> {
  // Behind a proxy the path may be another than the provider was told.
  const { pathname: path } = new URL(`${deps.publicUrl}/providers/${named.attempt}/${named.word}`);
  if (!deps.bank.isGenuine({ ...message, path })) return "unsigned";
  const key = attemptKeyOf(named.attempt);
  if (key === null || !isWebhookWord(deps, key, named.word)) return "unknown";
  const found = await deps.store.findByAttempt(key);
  if (found?.order.currentAttempt === key) {
    await consultProvider(deps, found.order.key, (id) => deps.bank.ask(id));
  } else if (found !== null) {
    await askForLateMoney(deps, found.order.key);
  }
  return "heard";
}

function attemptKeyOf(text: string): AttemptKey | null {
  return /^att_[0-9a-f]{32}$/.test(text) ? parseAttemptKey(text) : null;
}

/** The browser is back from the provider: the order as the provider has it now. */
export async function returnFromProvider(deps: Dependencies, key: OrderKey): Promise<FullRecord | null> {
  await startAgain(deps, key);
  const consulted = await consultProvider(deps, key, (id) => deps.bank.ask(id));
  return consulted?.record ?? deps.store.findByKey(key);
}
