import type { FastifyReply } from "fastify";
import { addOrderFile } from "#app/add-order-file.ts";
import { cancelPayment } from "#app/cancel-payment.ts";
import { renameOrder } from "#app/rename-order.ts";
import { type OrderId, parseOrderId } from "#domain/ids.ts";
import type { Json } from "#domain/json.ts";
import { presentCancelled } from "#domain/order/present-cancelled.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { sendRefusal } from "./envelope.ts";
import type { Action, Call } from "./order-action.ts";
import { recallCancel } from "./recall-answer.ts";
import { parseOrderFile } from "./order-file-request.ts";

/** Of an order that is there, a refused cancellation says no more than this (contract, orders.md §6). */
const forbid = (reply: FastifyReply, refused: Refusal): FastifyReply =>
  refused.code === 1006 ? sendRefusal(reply, refused) : reply.code(403).send({ message: "Forbidden" });

/** What a shop does with an order beside its money. */
export const housekeeping: readonly Action[] = [
  {
    method: "POST",
    path: /^(.+)\/cancel$/,
    run: cancel,
    recall: recallCancel,
    mayLackBody: true,
    tell: forbid,
  },
  { method: "POST", path: /^(.+)\/files$/, run: addFile },
];

async function cancel({ deps, site, names }: Call): Promise<Result<Json, Refusal>> {
  const cancelled = await cancelPayment(deps, { site, order: names[0] ?? "" });
  return cancelled.ok ? ok(presentCancelled(cancelled.value)) : cancelled;
}

async function addFile({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  const file = parseOrderFile(body);
  if (!file.ok) return file;
  const added = await addOrderFile(deps, { site, order: names[0] ?? "", ...file.value });
  return added.ok ? ok({}) : added;
}

/** A `PATCH` with `new_order_id`: no update of a state, so whatever else stands beside it is not read. */
export async function rename({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  const newOrderId = parseNewId(body["new_order_id"]);
  if (newOrderId === null) return refuse(refusal(1006));
  const renamed = await renameOrder(deps, { site, order: names[0] ?? "", newOrderId });
  return renamed.ok ? ok({}) : renamed;
}

/** An id that the shop gives to an order that is there, or null where it cannot be one. */
export const parseNewId = (value: unknown): OrderId | null =>
  typeof value === "string" || typeof value === "number" ? parseOrderId(String(value)) : null;
