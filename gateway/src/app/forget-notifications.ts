import type { Instant } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** Rows of one transaction: none holds many locks. */
const batchSize = 10_000;
/** Three million attempts a day; what is more is left for the days after. */
const mostBatches = 300;

/** Deletes what was told to shops more than 30 days before `now`; repeating it deletes nothing more. */
export async function forgetNotifications(
  { notificationLog, log }: Pick<Dependencies, "notificationLog" | "log">,
  now: Instant,
): Promise<void> {
  let forgotten = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const deleted = await notificationLog.forget(now, batchSize);
    forgotten += deleted;
    if (deleted < batchSize) break;
  }
  log.info("notifications.forgotten", { forgotten });
}
