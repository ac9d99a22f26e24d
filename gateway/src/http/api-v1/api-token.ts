import type { FastifyInstance } from "fastify";
import { issueApiToken } from "#app/api-token.ts";
import type { Dependencies } from "#app/dependencies.ts";
import type { Authenticate } from "./authentication.ts";
import { success } from "./envelope.ts";

/** `GET /auth/api_token` (contract, tokens-transactions-account.md §4): for the key of a site only. */
export function registerApiToken(
  server: FastifyInstance,
  { deps, authenticate }: { readonly deps: Dependencies; readonly authenticate: Authenticate },
): void {
  server.get("/auth/api_token", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    void reply.header("cache-control", "no-store");
    return success({ api_token: issueApiToken(deps, site) });
  });
}
