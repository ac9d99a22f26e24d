import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { beforeBrowserLeaves } from "#app/spoil-notification.ts";
import type { Order } from "#domain/order/order.ts";

declare module "fastify" {
  interface FastifyReply {
    /** The order whose shop this answer sends the browser to; null: it leads elsewhere. */
    leavesWith: Order | null;
  }
}

/** Before an answer sends the shopper to the shop: the wait that the shop's developer asked for, in the sandbox. */
export function holdLeavingBrowsers(server: FastifyInstance, deps: Dependencies): void {
  server.addHook("onSend", async (_request, reply, payload) => {
    if (reply.leavesWith !== null) await beforeBrowserLeaves(deps, reply.leavesWith, (ms) => pause(ms));
    return payload;
  });
}
