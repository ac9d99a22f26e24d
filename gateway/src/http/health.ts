import type { FastifyInstance } from "fastify";

/**
 * `GET /health`: 200 when requests can be served, 503 while starting, stopping or without a database. It is asked by
 * everybody and often, so of those who ask at the same time one asks the database.
 */
export function registerHealth(
  server: FastifyInstance,
  { isStopping, isReachable }: { isStopping: () => boolean; isReachable: () => Promise<boolean> },
): void {
  let asking: Promise<boolean> | null = null;
  const askTogether = (): Promise<boolean> => {
    asking ??= isReachable().finally(() => {
      asking = null;
    });
    return asking;
  };
  server.get("/health", async (_request, reply) => {
    const ready = !isStopping() && (await askTogether());
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ok" : "unavailable" });
  });
}
