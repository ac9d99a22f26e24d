import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { captureOrder } from "#app/capture-order.ts";
import { releaseOrder } from "#app/release-order.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { readHeldOrder } from "#app/read-held-order.ts";
import { cancelRefund, refundOrder } from "#app/refund-order.ts";
import { updateOrder } from "#app/update-order.ts";
import type { Json } from "#domain/json.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import { parseMinor } from "#domain/money.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { presentRelated } from "#domain/related/present-related.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { heldBy } from "./answer-once.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { parseJsonBody } from "./json-body.ts";
import { isGiven, textOf } from "./lenient.ts";
import type { Action, Call } from "./order-action.ts";
import { housekeeping, parseNewId, rename } from "./order-housekeeping.ts";
import { recallCapture, recallNothing, recallRefund, recallRelease, recallUpdate } from "./recall-answer.ts";
import { parseRefundRequest } from "./refund-request.ts";
import { parseFulfilment, parseUpdate } from "./update-request.ts";

export const actions: readonly Action[] = [
  { method: "POST", path: /^(.+)\/refunds$/, run: refund, recall: recallRefund },
  { method: "PATCH", path: /^(.+)\/refunds\/([^/]+)$/, run: voidRefund },
  { method: "DELETE", path: /^(.+)\/refunds\/([^/]+)$/, run: voidRefund, mayLackBody: true },
  { method: "POST", path: /^(.+)\/capture$/, run: capture, recall: recallCapture },
  ...housekeeping,
  { method: "PATCH", path: /^(.+)$/, run: update, recall: recallUpdate },
];

const releasing: Action = { method: "PATCH", path: /^(.+)$/, run: release, recall: recallRelease };

export interface OrderActionRoutes {
  readonly deps: Dependencies;
  readonly authenticate: Authenticate;
}

export function registerOrderActions(server: FastifyInstance, routes: OrderActionRoutes): void {
  for (const method of ["POST", "PATCH", "DELETE"] as const) {
    server.route<{ Params: { "*": string } }>({
      method,
      url: "/orders/*",
      handler: async (request, reply) => {
        const path = request.params["*"].replace(/\/$/, "");
        const action = actions.find((one) => one.method === method && one.path.test(path));
        return action === undefined
          ? sendRefusal(reply, refusal(404))
          : act(routes, action, path, request, reply);
      },
    });
  }
  server.patch<{ Params: { "*": string } }>("/capture/*", async (request, reply) =>
    act(routes, releasing, request.params["*"], request, reply),
  );
}

/** `GET /orders/{order_id}/refunds`, told apart from an order whose id ends so by there being no such order. */
export async function readRefunds(
  deps: Dependencies,
  holder: KeyHolder,
  path: string,
): Promise<Result<Json, Refusal> | null> {
  const names = /^(.+)\/refunds$/.exec(path.replace(/\/$/, ""))?.slice(1);
  return names === undefined ? null : listRefunds(deps, holder, names[0] ?? "");
}

async function act(
  routes: OrderActionRoutes,
  action: Action,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | { readonly success: true; readonly data: Json }> {
  const body = bodyOf(request, action);
  if (!body.ok) return sendRefusal(reply, body.refusal, 400);
  const site = await routes.authenticate(request, reply);
  if (site === null) return reply;
  const { deps, made } = heldBy(request, routes.deps);
  const call: Call = { deps, site, names: action.path.exec(path)?.slice(1) ?? [], body: body.value };
  const recalled = made === null ? null : await (action.recall ?? recallNothing)(call, made);
  const result = recalled ?? (await action.run(call));
  if (result.ok) return success(result.value);
  return (action.tell ?? sendRefusal)(reply, result.refusal);
}

function bodyOf(request: FastifyRequest, action: Action): Result<Readonly<Record<string, unknown>>, Refusal> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (action.mayLackBody === true && bytes.length === 0) return ok({});
  const parsed = parseJsonBody(bytes);
  return parsed.ok ? ok(parsed.value.members) : parsed;
}

async function refund({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  const command = parseRefundRequest(body, site, names[0] ?? "");
  if (!command.ok) return command;
  const accepted = await refundOrder(deps, command.value);
  if (!accepted.ok) return accepted;
  const { order, refundId } = accepted.value;
  return ok({ transaction_id: order.transactionId, refund_id: refundId, order_id: order.orderId });
}

async function voidRefund({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  const status = textOf(body["status"], 50);
  if (status !== undefined && status !== "void" && status !== "cancelled") {
    return refuse(refusal(1034, "Cannot refund transaction: a refund can only be set to void"));
  }
  const [order = "", id = ""] = names;
  const refundId = /^\d{1,16}$/.test(id) ? Number(id) : 0;
  const cancelled = await cancelRefund(deps, { site, order, refundId });
  return cancelled.ok ? ok({}) : cancelled;
}

async function listRefunds(
  deps: Dependencies,
  holder: KeyHolder,
  order: string,
): Promise<Result<Json, Refusal>> {
  const found = await readHeldOrder(deps, holder, order);
  if (!found.ok) return refuse(refusal(1033));
  const refunds = found.value.related.filter((one) => one.type === "refund");
  return ok(presentRelated(found.value, found.value.site, refunds) ?? []);
}

async function update({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  if (isGiven(body["new_order_id"])) return rename({ deps, site, names, body });
  const intent = parseUpdate(body);
  if (!intent.ok) return intent;
  const fulfilment = parseFulfilment(body);
  if (!fulfilment.ok) return fulfilment;
  const updated = await updateOrder(deps, {
    site,
    order: names[0] ?? "",
    update: intent.value,
    fulfilment: fulfilment.value,
  });
  return updated.ok ? ok({}) : updated;
}

async function capture({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  const amount = isGiven(body["amount"]) ? parseMinor(body["amount"]) : null;
  if (isGiven(body["amount"]) && amount === null) return refuse(refusal(1001));
  const newOrderId = parseNewId(body["new_order_id"]);
  if (isGiven(body["new_order_id"]) && newOrderId === null) return refuse(refusal(1006));
  const kept = parseFulfilment(body);
  if (!kept.ok) return kept;
  const captured = await captureOrder(deps, {
    site,
    order: names[0] ?? "",
    amount,
    newOrderId,
    kept: kept.value,
  });
  if (!captured.ok) return captured;
  return ok({ transaction_id: captured.value.transactionId, order_id: captured.value.orderId });
}

async function release({ deps, site, names, body }: Call): Promise<Result<Json, Refusal>> {
  if (textOf(body["status"], 50) !== "cancelled") {
    return refuse(refusal(1000, "Transaction not allowed: an authorization can only be cancelled"));
  }
  const kept = parseFulfilment(body);
  if (!kept.ok) return kept;
  const released = await releaseOrder(deps, {
    site,
    order: names[0] ?? "",

    kept: kept.value,
  });
  if (!released.ok) return released;
  return ok({
    transaction_id: released.value.transactionId,
    order_id: released.value.orderId,
    success: true,
  });
}
