import type { FastifyInstance } from "fastify";

/**
 * While a process drains it answers everything, and says to whoever asks that the
 * connection ends with the answer: who calls again connects anew, by way of a load
 * balancer that has heard from /health to send it elsewhere. Asked, not answered:
 * behind a request that came before, another may already be on its way over the
 * same connection.
 */
export function leaveConnections(server: FastifyInstance, isStopping: () => boolean): void {
  server.addHook("onRequest", (_request, reply, done) => {
    if (isStopping()) reply.header("connection", "close");
    done();
  });
}
