import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { receiveChallengeResult } from "#app/receive-challenge-result.ts";
import { returnFromChallenge } from "#app/return-from-challenge.ts";
import { leave } from "../pages/leave.ts";
import { requestLocale } from "../pages/request-locale.ts";
import { setPageHeaders } from "../pages/security-headers.ts";
import type { PageViews } from "../pages/views/page-views.ts";

/** More than any 3-D Secure message of a directory server or browser needs. */
const largestMessage = 65_536;

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
    const { answer } = await receiveChallengeResult(deps, { word: request.params.word, body });
    return reply.type("application/json; charset=utf-8").send(answer);
  });

  server.post("/threeds/return", async (request, reply) => {
    const cres = formField(request.body, "cres");
    const order = cres === null ? null : await returnFromChallenge(deps, cres);
    if (order !== null) return leave(reply, order, order.details.locale);
    return setPageHeaders(reply.code(400)).send(
      views.errorPage({ locale: requestLocale(request), reason: "bad-request", incidentId: request.id }),
    );
  });

  server.post("/threeds/method-done", async (_request, reply) =>
    setPageHeaders(reply).send(views.methodDonePage()),
  );
}

function formField(body: unknown, name: string): string | null {
  if (typeof body !== "object" || body === null) return null;
  const value = (body as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : null;
}
