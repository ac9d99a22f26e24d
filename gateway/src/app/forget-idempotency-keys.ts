import type { Instant } from "#domain/time.ts";
import type { Dependencies } from "./dependencies.ts";

/** Rows of one transaction: none holds many locks. */
const batchSize = 10_000;
/** Five million keys a day; what is more is left for the days after. */
const mostBatches = 500;

/** Deletes the keys of repeated requests that were over by `now`; repeating it deletes nothing more. */
export async function forgetIdempotencyKeys(
  { idempotencyKeys, log }: Pick<Dependencies, "idempotencyKeys" | "log">,
  now: Instant,
): Promise<void> {
  let forgotten = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const deleted = await idempotencyKeys.forget(now, batchSize);
    forgotten += deleted;
    if (deleted < batchSize) break;
  }
  log.info("idempotency-keys.forgotten", { forgotten });
}
