import type { DeclineCause } from "#domain/payment/decline-cause.ts";
import type { Texts } from "../texts/en.ts";
import type { ResultStatus } from "./result-page.ts";

interface Result {
  readonly status: ResultStatus;
  /** Given where the payment was declined. */
  readonly cause: DeclineCause | null;
  readonly mayRetry: boolean;
}

/** What became of the payment, why, and what that means, in sentences. */
export function resultSentences(
  texts: Texts,
  { status, cause, mayRetry }: Result,
  shop: string,
): readonly string[] {
  if (status === "declined" && cause !== null && cause !== "refused") {
    return [texts.retry.causes[cause], texts.retry.nothingPaid(shop)];
  }
  // The result by itself sends the shopper back to order anew.
  if (status === "expired" && mayRetry) return [texts.retry.expired, texts.retry.nothingPaid(shop)];
  return [texts.result[status].sentence(shop)];
}
