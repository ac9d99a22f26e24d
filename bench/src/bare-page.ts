import fastify from "fastify";
import { readBarePageConfig } from "./config.ts";

/**
 * The yardstick of the pages: what Fastify does on this machine with the very
 * same bytes when they are a string in memory. It copies them once, at start.
 */
const { port, copyOf } = readBarePageConfig();
const server = fastify({ logger: false });
server.get("/health", () => ({ status: "ok" }));
for (const url of copyOf) {
  const response = await fetch(url);
  const contentType = response.headers.get("content-type") ?? "text/plain";
  const body = await response.text();
  server.get(new URL(url).pathname, (_request, reply) => reply.type(contentType).send(body));
}
await server.listen({ host: "127.0.0.1", port });

process.once("SIGTERM", () => {
  void server.close();
});
