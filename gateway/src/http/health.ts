import type { FastifyInstance } from "fastify";

/** `GET /health`: 200 when requests can be served, 503 while starting, stopping or without a database. */
export function registerHealth(server: FastifyInstance, isReady: () => Promise<boolean>): void {
  server.get("/health", async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ok" : "unavailable" });
  });
}
