import type { OrderKey } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type ProviderMethodId, providerMethod } from "#domain/method/catalogue.ts";
import type { Order } from "#domain/order/order.ts";
import { unknownAfterMs } from "#domain/order/timers.ts";
import type { ProviderAttempt, ProviderInput } from "#domain/payment/attempt.ts";
import { outstanding } from "#domain/payment/coupon.ts";
import { Secret } from "#domain/secret.ts";
import { assert } from "#domain/result.ts";
import { type Instant, later } from "#domain/time.ts";
import { initialCredential } from "#domain/token/stored-credential.ts";
import type { ProviderOutcome, ProviderPaymentRequest } from "#ports/redirect-bank.ts";
import type { Change, JobRequest, OrderRecord } from "#ports/store.ts";
import { newAttemptKey, newExternalId } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import { keepMandate } from "./keep-mandate.ts";
import { ourOutcome } from "./our-outcome.ts";
import { settleStart } from "./settle-provider-payment.ts";

/**
 * How a payment through a provider begins: the attempt is `starting` before the
 * provider is asked. The request can be made anew from what is stored, word for
 * word, so an answer that was lost is asked for again under the same key.
 */
export interface BegunProviderPayment {
  readonly attempt: ProviderAttempt;
  readonly change: NonNullable<Change["attempt"]>;
  readonly jobs: readonly JobRequest[];
}

export function beginProviderPayment(
  deps: Dependencies,
  order: Order,
  payment: { readonly method: ProviderMethodId; readonly input: ProviderInput },
): BegunProviderPayment {
  const now = deps.clock.now();
  const attempt: ProviderAttempt = {
    key: newAttemptKey(deps),
    orderKey: order.key,
    state: "starting",
    money: outstanding(order),
    kind: "transfer",
    token: null,
    method: payment.method,
    provider: {
      paymentId: null,
      checkoutUrl: null,
      instructions: null,
      account: null,
      mandate: null,
      input: payment.input,
    },
    externalTransactionId: newExternalId(deps),
    createdAt: now,
    modifiedAt: now,
  };
  const expiresAt = expiryOf(attempt);
  return {
    attempt,
    change: { value: attempt, sealedCard: "none", resultsHash: null },
    jobs: [
      ...(expiresAt === null ? [] : [{ kind: "expire-order", runAt: expiresAt } as const]),
      { kind: "resolve-unknown", runAt: later(now, unknownAfterMs) },
    ],
  };
}

/** When nobody can pay any more, or null where the method knows no such end. */
export function expiryOf(attempt: ProviderAttempt): Instant | null {
  const { expiryMs } = providerMethod(attempt.method);
  return expiryMs === null ? null : later(attempt.createdAt, expiryMs);
}

/** Asks the provider to begin what is `starting`, and records the answer. Repeating it does no harm. */
export async function startProviderPayment(
  deps: Dependencies,
  begun: { readonly order: Order; readonly attempt: ProviderAttempt },
  site: Site,
  ask: "first" | "again" = "first",
): Promise<OrderRecord> {
  assert(begun.attempt.state === "starting", "the payment was not intended");
  const answer = await deps.bank.start(requestOf(deps, begun.order, begun.attempt));
  const outcome = answerTo(begun.attempt, answer, ask);
  const settled = settleStart({ ...begun, related: [] }, outcome, site, deps.clock.now());
  if (settled === null) {
    deps.log.warn("provider.start-open", { attempt: begun.attempt.key, cause: causeOf(outcome) });
    return begun;
  }
  const change = keepMandate(deps, site, begun.order, settled);
  if (await deps.store.saveIfUnchanged(begun, change)) {
    return { order: change.order, attempt: change.attempt.value };
  }
  const record = await deps.store.findByKey(begun.order.key);
  assert(record !== null, "an order vanished while its payment began");
  return record;
}

/** A repeat that does not leave says nothing of those before it: one of them may have begun the payment. */
function answerTo(
  attempt: ProviderAttempt,
  answer: ProviderOutcome,
  ask: "first" | "again",
): ProviderOutcome {
  return answer.kind === "not-sent" && ask === "again"
    ? { kind: "unknown", cause: answer.cause }
    : ourOutcome(attempt, answer);
}

const causeOf = (outcome: ProviderOutcome): string => ("cause" in outcome ? outcome.cause : outcome.kind);

function requestOf(deps: Dependencies, order: Order, attempt: ProviderAttempt): ProviderPaymentRequest {
  const { customer, description, locale } = order.details;
  return {
    reference: attempt.key,
    method: attempt.method,
    money: attempt.money,
    description,
    locale,
    returnUrl: `${deps.publicUrl}/connect/${order.sessionToken}/return`,
    webhookUrl: `${deps.publicUrl}/providers/${attempt.key}/${webhookWord(deps, attempt.key)}`,
    expiresAt: expiryOf(attempt),
    input: attempt.provider.input,
    wantsMandate: initialCredential(order.details) !== null,
    consumer: {
      firstName: customer.firstName,
      lastName: customer.lastName,
      email: customer.email,
      phone: customer.phone,
      address: customer.address1,
      houseNumber: customer.houseNumber,
      zipCode: customer.zipCode,
      city: customer.city,
      country: customer.country,
    },
  };
}

const webhookPurpose = "provider-webhook";

/** The word of a webhook's URL: only who was told it can make us ask. Not stored, since it follows from the key. */
const webhookWord = (deps: Dependencies, attempt: ProviderAttempt["key"]): string =>
  deps.vault.fingerprint(new Secret<string>(attempt), webhookPurpose);

/** Whether the URL with this word was handed out for the attempt; takes as long for every wrong word. */
export const isWebhookWord = (deps: Dependencies, attempt: ProviderAttempt["key"], word: string): boolean =>
  deps.vault.isFingerprint(word, new Secret<string>(attempt), webhookPurpose);

/** The job's way in: begins what is still `starting`. */
export async function startAgain(deps: Dependencies, key: OrderKey): Promise<OrderRecord | null> {
  const record = await deps.store.findByKey(key);
  if (record?.attempt?.kind !== "transfer" || record.attempt.state !== "starting") return record;
  const site = await deps.store.findSite(record.order.siteId);
  assert(site !== null, "an order without a site");
  return startProviderPayment(deps, { order: record.order, attempt: record.attempt }, site, "again");
}
