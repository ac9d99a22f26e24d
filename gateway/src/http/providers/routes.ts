import type { FastifyInstance } from "fastify";
import { receiveProviderWebhook } from "#app/ask-provider.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { countStrayMessage } from "#app/limit-stray-messages.ts";
import { tooMany } from "#domain/refusal.ts";
import { sendRefusal } from "../api-v1/envelope.ts";

/** More than a webhook needs; what it says is not read. */
const largestMessage = 16_384;

/** Where a provider tells that a payment has changed (docs/protocols/bank-link.md). */
export async function registerProviders(
  server: FastifyInstance,
  { deps }: { readonly deps: Dependencies },
): Promise<void> {
  server.addContentTypeParser(
    "*",
    { parseAs: "buffer", bodyLimit: largestMessage },
    async (_: unknown, body: Buffer) => body,
  );

  server.post<{ Params: { attempt: string; word: string } }>(
    "/providers/:attempt/:word",
    async (request, reply) => {
      const { method, headers } = request;
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const heard = await receiveProviderWebhook(deps, request.params, { method, headers, body });
      if (heard === "heard") return reply.code(204).send();
      // A signature is reckoned before anything is looked up: whoever has a right one is heard however many wrong ones came.
      const counted = await countStrayMessage(deps, request.ip);
      return counted.kind === "refused"
        ? sendRefusal(reply, tooMany("that belong to nothing", counted.retryAfterS))
        : reply.code(heard === "unsigned" ? 401 : 404).send();
    },
  );
}
