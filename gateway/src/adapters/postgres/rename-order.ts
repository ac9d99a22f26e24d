import type pg from "pg";
import type { OrderId, OrderKey } from "#domain/ids.ts";
import { type Instant, toIso } from "#domain/time.ts";

/** SQLSTATE of a unique constraint that a row would break. */
const uniqueViolation = "23505";

/**
 * One statement, which waits for the order's lock by itself. That an id is free is
 * for the constraint to say: whoever looked first could be overtaken.
 */
export async function renameOrder(
  pool: pg.Pool,
  { key, orderId, at }: { readonly key: OrderKey; readonly orderId: OrderId; readonly at: Instant },
): Promise<"renamed" | "exists"> {
  try {
    await pool.query("update orders set order_id = $2, modified_at = $3 where key = $1", [
      key,
      orderId,
      toIso(at),
    ]);
    return "renamed";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === uniqueViolation) return "exists";
    throw error;
  }
}
