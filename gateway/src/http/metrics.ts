import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import { networkOf } from "#domain/fraud/payer.ts";
import { refusal } from "#domain/refusal.ts";
import type { Secret } from "#domain/secret.ts";
import { sendRefusal } from "./api-v1/envelope.ts";

/** Who may read the figures of a house that is reached from the Internet. */
export interface MetricsAccess {
  /** In the sandbox everybody. */
  readonly isOpen: boolean;
  /** Null: nobody from afar. */
  readonly token: Secret<string> | null;
}

/**
 * `GET /metrics` in the Prometheus text format. Labels are the route's pattern,
 * never the URL, so that neither an order id nor a session becomes a label. To
 * whom it is not open, it does not exist.
 */
export function registerMetrics(
  server: FastifyInstance,
  { acquirer }: Pick<Dependencies, "acquirer">,
  access: MetricsAccess,
): void {
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
  void server.register(async (scope) => {
    scope.get("/metrics", async (request, reply) =>
      access.isOpen || isNear(request) || bears(access.token, request)
        ? reply.type(registry.contentType).send(await registry.metrics())
        : sendRefusal(reply, refusal(404)),
    );
  });
}

/**
 * From this machine or a private network. Where a proxy that nobody told us to
 * trust hands on the whole Internet, its own address says nothing.
 */
function isNear({ ip, socket, headers }: FastifyRequest): boolean {
  const isForwarded = ["x-forwarded-for", "forwarded", "x-real-ip", "via"].some((name) => name in headers);
  const isBelieved = ip !== socket.remoteAddress;
  return networkOf(ip) === null && (isBelieved || !isForwarded);
}

function bears(token: Secret<string> | null, { headers }: FastifyRequest): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  return token !== null && given !== undefined && timingSafeEqual(digest(given), digest(token.reveal()));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
