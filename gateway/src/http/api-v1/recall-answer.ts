import { isCarriedOut, recallFollowUp, recallOrder } from "#app/recall-effect.ts";
import type { Json } from "#domain/json.ts";
import { presentCancelled } from "#domain/order/present-cancelled.ts";
import type { Refusal } from "#domain/refusal.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Call, Made } from "./order-action.ts";
import { isGiven } from "./lenient.ts";
import { parseUpdate } from "./update-request.ts";

/** The answers of actions that were carried out by a process that died before it answered. */

type Recall = (call: Call, made: Made) => Promise<Result<Json, Refusal> | null>;

export const recallNothing: Recall = async () => ok({});

export const recallRefund: Recall = async ({ deps }, made) => {
  const { order } = await recallOrder(deps, made);
  return ok({
    transaction_id: order.transactionId,
    refund_id: made.transactionId,
    order_id: order.orderId,
  });
};

export const recallCapture: Recall = async ({ deps }, made) => {
  const recalled = await recallFollowUp(deps, made);
  if (!recalled.ok) return recalled;
  return ok({ transaction_id: recalled.value.transactionId, order_id: recalled.value.orderId });
};

export const recallRelease: Recall = async ({ deps }, made) => {
  const recalled = await recallFollowUp(deps, made);
  if (!recalled.ok) return recalled;
  return ok({
    transaction_id: recalled.value.transactionId,
    order_id: recalled.value.orderId,
    success: true,
  });
};

export const recallUpdate: Recall = async ({ deps, body }, made) => {
  if (isGiven(body["new_order_id"])) return ok({});
  const intent = parseUpdate(body);
  if (!intent.ok) return intent;
  const { order } = await recallOrder(deps, made);
  return isCarriedOut(order, intent.value) ? ok({}) : null;
};

export const recallCancel: Recall = async ({ deps }, made) => {
  const { order } = await recallOrder(deps, made);
  return isCarriedOut(order, { kind: "cancel", isSessionOnly: false }) ? ok(presentCancelled(order)) : null;
};
