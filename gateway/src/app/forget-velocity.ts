import type { Instant } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** Rows of one transaction: none holds many locks. */
const batchSize = 10_000;
/** A million attempts a day; what is more is left for the days after. */
const mostBatches = 100;

/** Deletes what the fraud rules no longer count at `now`; repeating it deletes nothing more. */
export async function forgetVelocity(
  deps: Pick<Dependencies, "riskHistory" | "log">,
  now: Instant,
): Promise<void> {
  let forgotten = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const deleted = await deps.riskHistory.forget(now, batchSize);
    forgotten += deleted;
    if (deleted < batchSize) break;
  }
  deps.log.info("velocity.forgotten", { forgotten });
}
