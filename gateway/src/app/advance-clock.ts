import { assert } from "#domain/result.ts";
import { type Instant, later, secondMs } from "#domain/time.ts";
import type { SteerableClock } from "#ports/clock.ts";
import type { JobQueue } from "#ports/job-queue.ts";
import type { Dependencies } from "./dependencies.ts";
import { runJob } from "./run-job.ts";

export interface RanJob {
  readonly kind: string;
  readonly at: Instant;
  /** The shop's order id; null for work of the house as a whole. */
  readonly orderId: string | null;
}

/** More than any shop under test has waiting; a job that keeps asking for "now" must not run for ever. */
const mostJobs = 100_000;

/**
 * Moves the sandbox's clock forward and runs on the way everything that falls
 * due, one after the other in order of time, each at its own time: what is
 * retried after fifteen minutes sees a clock fifteen minutes later. Answers when
 * all of it is done. `busy` when jobs of another process do not end. Whoever dies
 * or fails on the way leaves the clock at the step it had come to: what was to
 * run behind it falls due in its time.
 */
export async function advanceClock(
  deps: Dependencies,
  queue: JobQueue,
  clock: SteerableClock,
  seconds: number,
): Promise<
  | { readonly kind: "done"; readonly now: Instant; readonly ran: readonly RanJob[] }
  | { readonly kind: "busy" }
> {
  assert(Number.isFinite(seconds) && seconds > 0, "the clock only goes forward");
  const result = await queue.exclusively(async (claimNext) => {
    const target = later(clock.now(), Math.round(seconds * secondMs));
    const ran: RanJob[] = [];
    try {
      for (let count = 0; count < mostJobs; count += 1) {
        const job = await claimNext(target);
        if (job === null) break;
        await clock.freezeAt(job.runAt);
        ran.push({ kind: job.kind, at: clock.now(), orderId: job.orderId });
        await runJob(deps, queue, job);
      }
      await clock.releaseAt(target);
    } finally {
      clock.release();
    }
    return ran;
  });
  if (result.kind === "busy") return result;
  await deps.auditTrail.note({ stream: "house", event: "clock.advanced", change: { seconds } });
  return { kind: "done", now: clock.now(), ran: result.value };
}
