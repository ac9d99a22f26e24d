import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { limitDocuments, limitRequestsByAddress } from "#app/limit-requests.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { refusal, tooMany } from "#domain/refusal.ts";
import { sendRefusal } from "./api-v1/envelope.ts";
import { longestUrl, mostHeaders } from "./inbound-limits.ts";
import { transportSecurity } from "./pages/security-headers.ts";

/** What holds for every answer and every request of the house, whoever registered its route. */
export function guardEveryRequest(server: FastifyInstance, publicUrl: string): void {
  const isTls = publicUrl.startsWith("https:");
  server.addHook("onRequest", (request, reply, done) => {
    void reply.header("x-content-type-options", "nosniff");
    if (isTls) void reply.header("strict-transport-security", transportSecurity);
    const tooLarge = sizeRefusal(request);
    if (tooLarge === null) done();
    else sendRefusal(reply, refusal(1016, tooLarge.info), tooLarge.status);
  });
}

/** Every header has a name and a value in the list that node gives. */
function sizeRefusal({ raw }: FastifyRequest): { readonly info: string; readonly status: number } | null {
  if ((raw.url ?? "").length > longestUrl) return { info: "Missing data: the URL is too long", status: 414 };
  return raw.rawHeaders.length > 2 * mostHeaders
    ? { info: "Missing data: too many headers", status: 431 }
    : null;
}

/** Requests to the merchant API are counted by address before anything of them is read. */
export const limitAddress =
  (deps: Dependencies) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const taking = await limitRequestsByAddress(deps, request.ip);
    return taking.kind === "taken"
      ? undefined
      : sendRefusal(reply, tooMany("from this address", taking.retryAfterS));
  };

/** So are those who read the description of the API, which costs nothing to make and much to send. */
export const limitReaders =
  (deps: Dependencies) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const taking = await limitDocuments(deps, request.ip);
    return taking.kind === "taken"
      ? undefined
      : sendRefusal(reply, tooMany("from this address", taking.retryAfterS));
  };
