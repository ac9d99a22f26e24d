import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import type { ProviderOutcome, ProviderReport } from "#ports/redirect-bank.ts";

/**
 * What the provider answered about an attempt. A report that is not about this
 * very payment says nothing of it and is `unknown`, however it came about.
 */
export function ourOutcome(attempt: ProviderAttempt, outcome: ProviderOutcome): ProviderOutcome {
  return outcome.kind === "told" && !isAbout(attempt, outcome.report)
    ? { kind: "unknown", cause: "another-payment" }
    : outcome;
}

function isAbout({ key, money, method, provider }: ProviderAttempt, report: ProviderReport): boolean {
  const isKnownId = provider.paymentId === null || provider.paymentId === report.paymentId;
  return (
    isKnownId &&
    report.reference === key &&
    report.method === method &&
    report.amount === money.amount &&
    report.currency === money.currency
  );
}
