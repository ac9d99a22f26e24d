import type { FastifyInstance } from "fastify";

/**
 * While a process drains it answers everything and says with each answer that the
 * connection ends here: whoever calls again connects anew, by way of a load
 * balancer that has heard from /health to send it elsewhere. So when the listener
 * closes there is no connection left on which a request could be under way.
 */
export function leaveConnections(server: FastifyInstance, isStopping: () => boolean): void {
  server.addHook("onSend", (_request, reply, payload, done) => {
    if (isStopping()) reply.header("connection", "close");
    done(null, payload);
  });
}
