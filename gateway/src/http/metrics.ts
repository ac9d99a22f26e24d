import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/**
 * `GET /metrics` in the Prometheus text format. Labels are the route's pattern,
 * never the URL, so that neither an order id nor a session becomes a label.
 */
export function registerMetrics(server: FastifyInstance, { acquirer }: Pick<Dependencies, "acquirer">): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "sluis_http_requests_total",
    help: "Answered HTTP requests",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "sluis_http_request_duration_seconds",
    help: "Time from the request's first byte to the answer's last",
    labelNames: ["route"],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30],
    registers: [registry],
  });
  void new Counter({
    name: "sluis_card_link_disbelieved_total",
    help: "Messages on the card link whose MAC was missing or wrong",
    registers: [registry],
    collect() {
      this.reset();
      this.inc(acquirer.disbelievedCount());
    },
  });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unmatched";
    requests.inc({ method: request.method, route, status: String(reply.statusCode) });
    durations.observe({ route }, reply.elapsedTime / 1_000);
  });
  server.get("/metrics", async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
