import type { FastifyInstance, FastifyRequest } from "fastify";
import { requestLocale } from "./request-locale.ts";
import { setPageHeaders } from "./security-headers.ts";
import type { PageViews } from "./views/page-views.ts";

/**
 * Forms of the payment pages are sent by the payment pages. The address is no
 * cookie and cannot be guessed, so a stranger's page has nothing to send a form
 * to; should it have learned the address, what the browser tells of the sender
 * stops it. Clients that tell nothing are served. The ways back from an ACS and
 * from providers are cross-site by nature and stand elsewhere, or are GETs.
 */
export function refuseCrossSite(
  server: FastifyInstance,
  { publicUrl, views }: { readonly publicUrl: string; readonly views: PageViews },
): void {
  const own = new URL(publicUrl).host;
  server.addHook("onRequest", (request, reply, done) => {
    if (request.method === "GET" || request.method === "HEAD" || !isFromElsewhere(request, own)) {
      done();
      return;
    }
    setPageHeaders(reply.code(403)).send(
      views.errorPage({ locale: requestLocale(request), reason: "cross-site", incidentId: request.id }),
    );
  });
}

/**
 * `Sec-Fetch-Site` is the browser's own judgement. Without it (before 2020, Safari
 * before 16.4) the origin tells; it is `null` for our own pages too, which give
 * no referrer, and then nothing is known.
 */
function isFromElsewhere({ headers }: FastifyRequest, own: string): boolean {
  const site = headers["sec-fetch-site"];
  if (typeof site === "string") return site !== "same-origin" && site !== "none";
  const { origin } = headers;
  if (origin === undefined || origin === "null") return false;
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  // A page cannot choose the Host that its visitor's browser sends.
  return host !== own && host !== headers.host;
}
