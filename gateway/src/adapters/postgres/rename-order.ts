import type pg from "pg";
import type { OrderId, OrderKey } from "#domain/ids.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { KeyMark } from "#ports/idempotency-keys.ts";
import { withMark } from "./mark-key.ts";

export interface Renaming {
  readonly key: OrderKey;
  readonly orderId: OrderId;
  readonly at: Instant;
  readonly mark: KeyMark | undefined;
}

/** SQLSTATE of a unique constraint that a row would break. */
const uniqueViolation = "23505";

/**
 * One statement, which waits for the order's lock by itself. That an id is free is
 * for the constraint to say: whoever looked first could be overtaken.
 */
export async function renameOrder(
  pool: pg.Pool,
  { key, orderId, at, mark }: Renaming,
): Promise<"renamed" | "exists"> {
  try {
    await withMark(
      pool,
      mark,
      (queryable) =>
        queryable.query("update orders set order_id = $2, modified_at = $3 where key = $1", [
          key,
          orderId,
          toIso(at),
        ]),
      () => true,
    );
    return "renamed";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === uniqueViolation) return "exists";
    throw error;
  }
}
