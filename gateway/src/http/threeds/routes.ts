import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { receiveChallengeResult } from "#app/receive-challenge-result.ts";
import { countStrayMessage, isSendingStrays } from "#app/limit-stray-messages.ts";
import { returnFromChallenge } from "#app/return-from-challenge.ts";
import { tooMany } from "#domain/refusal.ts";
import { sendRefusal } from "../api-v1/envelope.ts";
import { leave } from "../pages/leave.ts";
import { requestLocale } from "../pages/request-locale.ts";
import { setPageHeaders } from "../pages/security-headers.ts";
import type { PageViews } from "../pages/views/page-views.ts";

/** More than any 3-D Secure message of a directory server or browser needs. */
const largestMessage = 65_536;
const strays = "that belong to nothing";

/**
 * Where 3-D Secure comes in: the directory server with the result (RReq), and the
 * browser back from the ACS (CRes) or from the 3DS Method. The browser's POSTs
 * are cross-site: there is no cookie to rely on, and none is needed.
 */
export async function registerThreeDS(
  server: FastifyInstance,
  { deps, views }: { readonly deps: Dependencies; readonly views: PageViews },
): Promise<void> {
  await server.register(formbody, { bodyLimit: largestMessage });
  server.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: largestMessage },
    async (_: unknown, body: string) => body,
  );

  server.post<{ Params: { word: string } }>("/threeds/results/:word", async (request, reply) => {
    const body = typeof request.body === "string" ? request.body : "";
    const before = isSendingStrays(deps, request.ip);
    if (before.kind === "refused") return sendRefusal(reply, tooMany(strays, before.retryAfterS));
    const { answer, isKnown } = await receiveChallengeResult(deps, { word: request.params.word, body });
    const counted = isKnown ? before : await countStrayMessage(deps, request.ip);
    if (counted.kind === "refused") return sendRefusal(reply, tooMany(strays, counted.retryAfterS));
    return reply.type("application/json; charset=utf-8").send(answer);
  });

  server.post("/threeds/return", async (request, reply) => {
    const before = isSendingStrays(deps, request.ip);
    if (before.kind === "refused") return refuseStray(request, reply, before.retryAfterS);
    const cres = formField(request.body, "cres");
    const order = cres === null ? null : await returnFromChallenge(deps, cres);
    if (order !== null) return leave(reply, order, order.details.locale);
    const counted = await countStrayMessage(deps, request.ip);
    if (counted.kind === "refused") return refuseStray(request, reply, counted.retryAfterS);
    return setPageHeaders(reply.code(400)).send(
      views.errorPage({ locale: requestLocale(request), reason: "bad-request", incidentId: request.id }),
    );
  });

  const refuseStray = (request: FastifyRequest, reply: FastifyReply, retryAfterS: number): FastifyReply =>
    setPageHeaders(reply.code(429).header("retry-after", String(retryAfterS))).send(
      views.errorPage({ locale: "en_US", reason: "too-many", incidentId: request.id }),
    );

  server.post("/threeds/method-done", async (_request, reply) =>
    setPageHeaders(reply).send(views.methodDonePage()),
  );
}

function formField(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : null;
}
