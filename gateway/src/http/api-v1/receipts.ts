import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { readHeldOrder } from "#app/read-held-order.ts";
import { isPaid } from "#domain/order/phase.ts";
import { presentReceipt } from "#domain/order/receipt.ts";
import { refusal } from "#domain/refusal.ts";
import type { AuthenticateHolder } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";

interface ReceiptRequest {
  Params: { "*": string };
  Querystring: Readonly<Record<"transaction_id", unknown>>;
}

interface ReceiptRoutes {
  readonly deps: Dependencies;
  readonly authenticate: AuthenticateHolder;
}

/**
 * `GET /receipt/{order_id}`, also published as `/pos/receipt/{order_id}` (contract,
 * orders.md §8). There is a receipt of what is paid: 1006 for an unknown order
 * and for a transaction that is not its payment, 1000 for an order that is not paid.
 */
export function registerReceipts(server: FastifyInstance, routes: ReceiptRoutes): void {
  for (const url of ["/receipt/*", "/pos/receipt/*"]) {
    server.get<ReceiptRequest>(url, async (request, reply) => answer(routes, request, reply));
  }
}

async function answer(
  { deps, authenticate }: ReceiptRoutes,
  request: FastifyRequest<ReceiptRequest>,
  reply: FastifyReply,
): Promise<FastifyReply | ReturnType<typeof success>> {
  const holder = await authenticate(request, reply);
  if (holder === null) return reply;
  const found = await readHeldOrder(deps, holder, request.params["*"].replace(/\/$/, ""));
  if (!found.ok) return sendRefusal(reply, found.refusal);
  const { order, attempt, related, site } = found.value;
  const asked = request.query.transaction_id;
  if (asked !== undefined && asked !== "" && asked !== String(order.transactionId)) {
    return sendRefusal(reply, refusal(1006));
  }
  if (attempt === null || !isPaid(order.phase)) {
    return sendRefusal(reply, refusal(1000, "Transaction not allowed: the order is not paid"));
  }
  return success(presentReceipt({ order, attempt, related, site }, deps.clock.now()));
}
