import type { FastifyInstance } from "fastify";
import type { RanJob } from "#app/advance-clock.ts";
import { type Instant, toIso } from "#domain/time.ts";
import { refusal } from "#domain/refusal.ts";
import type { Authenticate } from "../api-v1/authentication.ts";
import { sendRefusal } from "../api-v1/envelope.ts";
import { parseJsonBody } from "../api-v1/json-body.ts";

/** Time travel, given by `main` in sandbox mode only. */
export interface SandboxControls {
  now(): Instant;
  advance(
    seconds: number,
  ): Promise<
    | { readonly kind: "done"; readonly now: Instant; readonly ran: readonly RanJob[] }
    | { readonly kind: "busy" }
  >;
}

/** One step may be a month; further is several steps. */
const mostSeconds = 30 * 86_400;

/** `GET /sandbox/clock` and `POST /sandbox/clock/advance`. */
export function registerClock(
  server: FastifyInstance,
  { sandbox, authenticate }: { readonly sandbox: SandboxControls; readonly authenticate: Authenticate },
): void {
  server.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_: unknown, body: Buffer) => body,
  );

  server.get("/clock", async (request, reply) => {
    const site = await authenticate(request, reply);
    return site === null ? reply : { now: toIso(sandbox.now()) };
  });

  server.post("/clock/advance", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    const body = parseJsonBody(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!body.ok) return sendRefusal(reply, body.refusal, 400);
    const seconds = body.value.members["seconds"];
    if (typeof seconds !== "number" || !(seconds > 0 && seconds <= mostSeconds)) {
      return sendRefusal(
        reply,
        refusal(1016, `Missing data: seconds must be a number above 0 and at most ${mostSeconds}`),
        400,
      );
    }
    const result = await sandbox.advance(seconds);
    if (result.kind === "busy") {
      return sendRefusal(reply.header("retry-after", "5"), refusal(503, "Jobs are still running; try again"));
    }
    return {
      now: toIso(result.now),
      ran: result.ran.map((job) => ({ kind: job.kind, at: toIso(job.at), order_id: job.orderId })),
    };
  });
}
