import { isAcknowledged } from "#domain/notification/acknowledgement.ts";
import { isEndpointAlive } from "#domain/notification/breaker.ts";
import { nextAttemptAt } from "#domain/notification/schedule.ts";
import { loggedUrl, notificationUrl } from "#domain/notification/target.ts";
import { wireStatusOf } from "#domain/order/phase.ts";
import { presentOrder } from "#domain/order/present.ts";
import { assert } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { OrderJob } from "#ports/job-queue.ts";
import type { NotificationAttempt } from "#ports/notification-log.ts";
import type { NotificationAnswer } from "#ports/notifier.ts";
import { signingKeyOf } from "./api-key.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { type Calls, plannedCalls } from "./spoil-notification.ts";

/**
 * Tells the shop that its order has changed: one call, with the order as it is
 * now. There is one such job per order, so two calls for one order never run at
 * once, and a change during a call asks for the next one. Without an
 * acknowledgement it is tried again after 15 minutes, four times in all, each
 * with a fresh timestamp and signature (contract, notifications.md §6). What was
 * held back for a day because its endpoint answers nobody is given up. In the
 * sandbox the shop's developer may have it spoiled.
 */
export async function deliverNotification(deps: Dependencies, job: OrderJob): Promise<JobOutcome> {
  const message = await composed(deps, job);
  if (message === null) return { kind: "done" };
  if (job.delivery?.isLapsed === true) return giveUp(deps, message, "held-back");
  const { order } = message;
  const plan = await plannedCalls(deps, order, message.body);
  if (plan.kind === "later") return { kind: "next", at: plan.at };
  if (plan.kind === "never") return giveUp(deps, message, "withheld");
  const outcomes = await callAll(deps, message, plan);
  if (outcomes.includes("acknowledged")) return { kind: "done" };
  const at = nextAttemptAt(job.tries + 1, message.startedAt);
  if (at === null) deps.log.warn("notification.given-up", { order: order.key, outcome: outcomes[0] });
  return at === null ? { kind: "done" } : { kind: "again", at };
}

type Message = NonNullable<Awaited<ReturnType<typeof composed>>>;
type Outcome = NotificationAttempt["outcome"];

/** What is to be told, to whom; null where the shop wants to hear nothing. */
async function composed(deps: Dependencies, job: OrderJob) {
  const record = await deps.store.findByKey(job.orderKey);
  assert(record !== null, "a notification without an order");
  const { order, attempt, related } = record;
  const site = await deps.store.findSite(order.siteId);
  assert(site !== null, "an order without a site");
  const target = order.details.notificationUrl ?? site.notificationUrl;
  if (target === null) return null;
  const apiKey = await signingKeyOf(deps, order.siteId);
  const method = order.details.notificationMethod;
  return {
    job,
    order,
    target,
    method,
    body: method === "POST" ? JSON.stringify(presentOrder(order, attempt, site, related)) : null,
    apiKey,
    startedAt: deps.clock.now(),
  };
}

/** The calls of one attempt: a single one, unless they are spoiled. */
async function callAll(deps: Dependencies, message: Message, plan: Calls): Promise<readonly Outcome[]> {
  if (plan.areConcurrent) return Promise.all(plan.bodies.map((body) => call(deps, message, body)));
  const outcomes: Outcome[] = [];
  for (const body of plan.bodies) outcomes.push(await call(deps, message, body));
  return outcomes;
}

async function call(deps: Dependencies, message: Message, body: string | null): Promise<Outcome> {
  const { job, order, method } = message;
  const sentAt = deps.clock.now();
  const answer = await deps.notifier.deliver({
    method,
    url: notificationUrl({
      url: message.target,
      orderId: order.orderId,
      sentAt,
      isPretransaction: order.currentAttempt === null,
    }),
    body,
    apiKey: message.apiKey,
    sentAt,
  });
  const outcome = outcomeOf(answer);
  const status = answer.kind === "answered" ? answer.status : null;
  const isAlive = isEndpointAlive({ status, outcome });
  await deps.notificationLog.record(
    {
      ...entryOf(message, sentAt),
      status,
      outcome,
      durationMs: answer.durationMs,
      nextAttemptAt: outcome === "acknowledged" ? null : nextAttemptAt(job.tries + 1, message.startedAt),
    },
    job.delivery === null || isAlive === null ? null : { ...job.delivery, isAlive },
  );
  return outcome;
}

/** No call is made, and none will be; the log says why. */
async function giveUp(
  deps: Dependencies,
  message: Message,
  outcome: "held-back" | "withheld",
): Promise<JobOutcome> {
  await deps.notificationLog.record(
    { ...entryOf(message, message.startedAt), status: null, outcome, durationMs: 0, nextAttemptAt: null },
    null,
  );
  deps.log.warn("notification.given-up", { order: message.order.key, outcome });
  return { kind: "done" };
}

const entryOf = ({ job, order, method, target }: Message, sentAt: Instant) => ({
  siteId: order.siteId,
  orderKey: order.key,
  orderVersion: order.version,
  orderStatus: wireStatusOf(order).status,
  financialStatus: wireStatusOf(order).financialStatus,
  number: job.tries + 1,
  method,
  url: loggedUrl(target),
  sentAt,
});

function outcomeOf(answer: NotificationAnswer): Outcome {
  if (answer.kind === "failed") return answer.cause;
  return isAcknowledged(answer.status, answer.bodyStart) ? "acknowledged" : "not-acknowledged";
}
