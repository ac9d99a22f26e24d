import { unreachable } from "#domain/result.ts";
import { hourMs, type Instant, later, secondMs } from "#domain/time.ts";
import type { ClaimedJob, JobQueue, Room } from "#ports/job-queue.ts";
import { askProvider } from "./ask-provider.ts";
import { authorizeAuthenticated } from "./authorize-card.ts";
import { closeDisputes } from "./close-disputes.ts";
import { deliverNotification } from "./deliver-notification.ts";
import { closeDay } from "./close-day.ts";
import type { Dependencies } from "./dependencies.ts";
import { expireOrder } from "./expire-order.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { lapsePromise } from "./lapse-promise.ts";
import { processRefunds } from "./process-refunds.ts";
import { remindShopper } from "./remind-shopper.ts";
import { reportShipment } from "./report-shipment.ts";
import { resolveUnknown } from "./resolve-unknown.ts";
import { returnCoupons } from "./return-coupons.ts";
import { returnLateMoney } from "./return-late-money.ts";
import { sendReceipt } from "./send-receipt.ts";
import { settleReview } from "./settle-review.ts";
import { expireAuthorization } from "./release-order.ts";
import { settleAuthorization } from "./settle-capture.ts";

/** A due job and the running of it; the entrance decides how many run side by side. */
export interface DueJob {
  readonly kind: string;
  /** Null: of the house as a whole. */
  readonly orderKey: string | null;
  /** The shop's endpoint that it calls; null: none. */
  readonly endpoint: string | null;
  /** When it ends, the endpoint may have more. */
  readonly mayHaveMore: boolean;
  run(): Promise<void>;
}

/** Claims what is due now, as far as there is room. Throws when the database cannot be asked. */
export async function claimDueJobs(
  deps: Dependencies,
  queue: JobQueue,
  room: Room,
): Promise<readonly DueJob[]> {
  const claimed = await queue.claimDue(deps.clock.now(), room);
  return claimed.map((job) => ({
    kind: job.kind,
    orderKey: job.orderKey,
    endpoint: job.delivery?.endpoint ?? null,
    mayHaveMore: job.delivery?.mayHaveMore ?? false,
    run: () => runJob(deps, queue, job),
  }));
}

/** When this worker has something to do next, beside what it does; null: not foreseen. */
export const nextJobAt = (deps: Dependencies, queue: JobQueue, busy: Room["busy"]): Promise<Instant | null> =>
  queue.nextRunAt(deps.clock.now(), busy);

/** After a failure: 10 s, doubling, at most an hour; the log says what must be mended. */
const failureRetryMs = (tries: number): number => Math.min(10 * secondMs * 2 ** Math.min(tries, 10), hourMs);

/** Runs one claimed job and tells the queue. What throws is a bug or a fault: it is logged and run again later. */
export async function runJob(deps: Dependencies, queue: JobQueue, job: ClaimedJob): Promise<void> {
  const outcome = await deps.actors
    .as(`job/${job.kind}`, () => dispatch(deps, job))
    .catch((error: unknown): JobOutcome => {
      const cause = error instanceof Error ? error.stack : String(error);
      deps.log.error("job.failed", { kind: job.kind, order: job.orderKey, tries: job.tries, cause });
      return { kind: "again", at: later(deps.clock.now(), failureRetryMs(job.tries)) };
    });
  if (outcome.kind === "done") await queue.finish(job);
  else await queue.runAgain(job, { runAt: outcome.at, tries: outcome.kind === "next" ? 0 : job.tries + 1 });
}

async function dispatch(deps: Dependencies, job: ClaimedJob): Promise<JobOutcome> {
  switch (job.kind) {
    case "expire-order":
      return expireOrder(deps, job.orderKey);
    case "resolve-unknown":
      return resolveUnknown(deps, job.orderKey, job.tries);
    case "authorize-card":
      await authorizeAuthenticated(deps, job.orderKey);
      return { kind: "done" };
    case "settle-review":
      return settleReview(deps, job.orderKey);
    case "process-refunds":
      return processRefunds(deps, job.orderKey, job.tries);
    case "settle-authorization":
      return settleAuthorization(deps, job.orderKey, job.tries);
    case "expire-authorization":
      return expireAuthorization(deps, job.orderKey);
    case "close-day":
      return closeDay(deps);
    case "close-disputes":
      return closeDisputes(deps, job.orderKey);
    case "ask-provider":
      return askProvider(deps, job.orderKey, job.tries);
    case "report-shipment":
      return reportShipment(deps, job.orderKey, job.tries);
    case "return-coupons":
      return returnCoupons(deps, job.orderKey, job.tries);
    case "return-late-money":
      return returnLateMoney(deps, job.orderKey, job.tries);
    case "lapse-promise":
      return lapsePromise(deps, job.orderKey, job.tries);
    case "first-reminder":
    case "second-reminder":
      return remindShopper(deps, job.orderKey, { kind: job.kind, runAt: job.runAt, tries: job.tries });
    case "send-receipt":
      return sendReceipt(deps, job.orderKey, job.tries);
    case "deliver-notification":
      return deliverNotification(deps, job);
    default:
      return unreachable(job);
  }
}
