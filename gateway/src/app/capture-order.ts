import type { OrderId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Minor } from "#domain/money.ts";
import { captureRemain } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import { type Decision, intendCapture } from "./intend-capture.ts";
import { readOrder } from "./read-order.ts";
import type { Captured } from "./record-capture.ts";
import { settleCapture } from "./settle-capture.ts";

export interface CaptureOrder {
  readonly site: Site;
  readonly order: string;
  /** Null: everything that remains. */
  readonly amount: Minor | null;
  /** Id of the order that a partial capture makes. */
  readonly newOrderId: OrderId | null;
  readonly kept: JsonObject;
}

/**
 * A full capture completes the order; a partial one makes a completed order of
 * its own under `newOrderId`. Refused with 1006 (unknown order, or the new id is
 * missing or used), 1000 (not authorized, or another capture under way, or the
 * acquirer refuses), 1001 (more than remains), 1021 (no answer yet: it goes on
 * by itself and the notification tells the end).
 */
export async function captureOrder(
  deps: Dependencies,
  command: CaptureOrder,
): Promise<Result<Captured, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return found;
  const { newOrderId } = command;
  // Without a lock: whoever takes the id between now and then is met when the part is recorded.
  if (newOrderId !== null && (await deps.store.findByOrderId(command.site.id, newOrderId)) !== null) {
    return refuse(refusal(1006, "Invalid transaction ID: new_order_id is used already"));
  }
  const intended = await intendCapture(
    deps,
    found.value.order,
    (record) => decideCapture(record, command),
    command.kept,
  );
  if (!intended.ok) return intended;
  return settleCapture(deps, command.site, intended.value);
}

function decideCapture(record: FullRecord, command: CaptureOrder): Result<Decision, Refusal> {
  const remains = captureRemain(record.order);
  const amount = command.amount ?? remains;
  if (amount === 0n || amount > remains) {
    return refuse(refusal(1001, `Invalid amount: ${remains} remains to be captured`));
  }
  if (amount === remains) return ok({ type: "capture", amount, newOrderId: null });
  if (command.newOrderId === null || command.newOrderId === record.order.orderId) {
    return refuse(refusal(1006, "Invalid transaction ID: a partial capture needs a new_order_id of its own"));
  }
  return ok({ type: "capture", amount, newOrderId: command.newOrderId });
}
