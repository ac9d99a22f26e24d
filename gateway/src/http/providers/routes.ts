import type { FastifyInstance } from "fastify";
import { receiveProviderWebhook } from "#app/ask-provider.ts";
import type { Dependencies } from "#app/dependencies.ts";

/** More than a webhook needs; what it says is not read. */
const largestMessage = 16_384;

/** Where a provider tells that a payment has changed (docs/protocols/bank-link.md). */
export async function registerProviders(
  server: FastifyInstance,
  { deps }: { readonly deps: Dependencies },
): Promise<void> {
  server.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestMessage }, async () => null);

  server.post<{ Params: { attempt: string; word: string } }>(
    "/providers/:attempt/:word",
    async (request, reply) => {
      const isKnown = await receiveProviderWebhook(deps, request.params);
      return reply.code(isKnown ? 204 : 404).send();
    },
  );
}
