import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { unsubscribe, type Unsubscribing, viewUnsubscribing } from "#app/unsubscribe.ts";
import { requestLocale } from "./request-locale.ts";
import { setPageHeaders } from "./security-headers.ts";
import type { PageRoutes } from "./look.ts";

interface UnsubscribeRequest {
  Params: { word: string };
}

/** Larger than the one field of RFC 8058 in either of its two forms. */
const largestForm = 2_048;

/**
 * `/unsubscribe/{word}`: a GET, also a mail scanner's, only shows a button. A POST stops the reminders: from that button,
 * or by a mail program for one click (RFC 8058), which may send either kind of form. What it says is not read: the
 * word in the address says all.
 */
export async function registerUnsubscribe(server: FastifyInstance, routes: PageRoutes): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: largestForm }, async () => null);

  server.get<UnsubscribeRequest>("/unsubscribe/:word", async (request, reply) =>
    show(routes, request, reply, await viewUnsubscribing(routes.deps, request.params.word)),
  );
  server.post<UnsubscribeRequest>("/unsubscribe/:word", async (request, reply) =>
    show(routes, request, reply, await unsubscribe(routes.deps, request.params.word)),
  );
}

function show(
  { views }: PageRoutes,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Unsubscribing | null,
): FastifyReply {
  if (found === null) {
    const page = views.errorPage({
      locale: requestLocale(request),
      reason: "not-found",
      incidentId: request.id,
    });
    return setPageHeaders(reply.code(404)).send(page);
  }
  const { order, site, isStopped } = found;
  return setPageHeaders(reply).send(
    views.unsubscribePage({ locale: order.details.locale, shopName: site.name, isStopped }),
  );
}
