import type { OrderKey } from "#domain/ids.ts";
import { isAcknowledged } from "#domain/notification/acknowledgement.ts";
import { nextAttemptAt } from "#domain/notification/schedule.ts";
import { notificationUrl } from "#domain/notification/target.ts";
import { presentOrder } from "#domain/order/present.ts";
import { assert } from "#domain/result.ts";
import type { NotificationAnswer } from "#ports/notifier.ts";
import type { NotificationAttempt } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/** As much of an answer as a shop's developer needs to recognise it. */
const answerStartLength = 200;

/**
 * Tells the shop that its order has changed: one call, with the order as it is
 * now. There is one such job per order, so two calls for one order never run at
 * once, and a change during a call asks for the next one. Without an
 * acknowledgement it is tried again after 15 minutes, four times in all, each
 * with a fresh timestamp and signature (contract, notifications.md §6).
 */
export async function deliverNotification(
  deps: Dependencies,
  key: OrderKey,
  tries: number,
): Promise<JobOutcome> {
  const record = await deps.store.findByKey(key);
  assert(record !== null, "a notification without an order");
  const { order, attempt, related } = record;
  const site = await deps.store.findSite(order.siteId);
  const sealedKey = await deps.store.sealedApiKey(order.siteId);
  assert(site !== null && sealedKey !== null, "an order without a site or a key");
  const target = order.details.notificationUrl ?? site.notificationUrl;
  if (target === null) return { kind: "done" };

  const sentAt = deps.clock.now();
  const method = order.details.notificationMethod;
  const url = notificationUrl({
    url: target,
    orderId: order.orderId,
    sentAt,
    isPretransaction: order.currentAttempt === null,
  });
  const answer = await deps.notifier.deliver({
    method,
    url,
    body: method === "POST" ? JSON.stringify(presentOrder(order, attempt, site, related)) : null,
    apiKey: deps.vault.openText(sealedKey, `site:${site.id}`),
    sentAt,
  });
  const outcome = outcomeOf(answer);
  await deps.store.recordNotification({
    orderKey: order.key,
    orderVersion: order.version,
    number: tries + 1,
    method,
    url,
    sentAt,
    status: answer.kind === "answered" ? answer.status : null,
    outcome,
    answerStart: answer.kind === "answered" ? answerStart(answer.bodyStart) : "",
    durationMs: answer.durationMs,
  });
  if (outcome === "acknowledged") return { kind: "done" };
  const at = nextAttemptAt(tries + 1, sentAt);
  if (at === null) deps.log.warn("notification.given-up", { order: order.key, outcome });
  return at === null ? { kind: "done" } : { kind: "again", at };
}

function outcomeOf(answer: NotificationAnswer): NotificationAttempt["outcome"] {
  if (answer.kind === "failed") return answer.cause;
  return isAcknowledged(answer.status, answer.bodyStart) ? "acknowledged" : "not-acknowledged";
}

/** PostgreSQL holds no NUL, and half a surrogate pair is no text. */
const answerStart = (body: string): string =>
  body.slice(0, answerStartLength).replaceAll("\0", "").toWellFormed();
