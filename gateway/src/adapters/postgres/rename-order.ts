import type pg from "pg";
import type { OrderId, OrderKey } from "#domain/ids.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { KeyMark } from "#ports/idempotency-keys.ts";
import { auditPart } from "./audit/audit-part.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { withMark } from "./mark-key.ts";
import { Parameters } from "./parameters.ts";

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
  trail: AuditWriter,
  { key, orderId, at, mark }: Renaming,
): Promise<"renamed" | "exists"> {
  try {
    const parameters = new Parameters();
    const { assigned, returned, part } = auditPart(
      { key, at, actor: trail.actor(), event: "order.renamed", change: {} },
      parameters,
    );
    const statement = `with saved as (
      update orders set order_id = ${parameters.add(orderId)}, modified_at = ${parameters.add(toIso(at))}, ${assigned}
      where key = ${parameters.add(key)} returning ${returned}
    ), ${part.sql} select from saved`;
    await withMark(
      pool,
      mark,
      (queryable) => queryable.query(statement, parameters.values),
      () => true,
    );
    return "renamed";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === uniqueViolation) return "exists";
    throw error;
  }
}
