import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { paymentPath, paymentUrl } from "../payment-urls.ts";
import { showGone } from "./link-gone.ts";
import { qrSvg } from "./qr-code.ts";
import { setPaymentHeaders } from "./payment-headers.ts";
import { type ConnectRequest, look, type PageRoutes, type Shown } from "./look.ts";
import { pageContext } from "./show-payment.ts";
import { formatTime } from "./texts/format-time.ts";
import { textsFor } from "./texts/language.ts";
import { shopTextInSentence } from "./views/shop-text.ts";

/** A link that ends while its image is kept somewhere says so itself when it is opened. */
const imageSeconds = 300;

/** The payment link as a QR code: a page to show, print or enclose, and the image alone. */
export function registerQrCodes(server: FastifyInstance, routes: PageRoutes): void {
  const { deps, views } = routes;

  server.get<ConnectRequest>("/connect/:token/qr", async (request, reply) => {
    const view = await lookForLink(routes, request, reply);
    if (view === null) return reply;
    const page = pageContext(routes, request, view);
    return setPaymentHeaders(reply, page).send(
      views.qrPage({
        page,
        paymentUrl: paymentUrl(deps.publicUrl, view.order),
        validUntil: formatTime(view.order.sessionExpiresAt, page.locale),
      }),
    );
  });

  server.get<ConnectRequest>("/connect/:token/qr.svg", async (request, reply) => {
    const view = await lookForLink(routes, request, reply);
    if (view === null) return reply;
    const { locale, shopName } = pageContext(routes, request, view);
    const label = textsFor(locale).paymentLink.picture(shopTextInSentence(shopName));
    return setImageHeaders(reply).send(qrSvg(paymentUrl(deps.publicUrl, view.order), label));
  });
}

/** The payment of a link that can still be paid; sends the page for every other. */
async function lookForLink(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
): Promise<Shown | null> {
  const view = await look(routes, request, reply);
  if (view === null) return null;
  const page = pageContext(routes, request, view);
  if (view.kind === "finished" && !view.mayRetry) {
    showGone(routes.views, reply, view, page);
    return null;
  }
  // The page of a direct order is for the shopper who is being asked by his bank, and for nobody else.
  if (view.order.type === "direct") {
    reply.redirect(paymentPath(view.order, page.locale), 303);
    return null;
  }
  return view;
}

/**
 * The image may stand in the shop's own pages and mails, which are other sites:
 * it says no more than its address, which whoever shows it knows already. Opened
 * by itself it can run and load nothing.
 */
const setImageHeaders = (reply: FastifyReply): FastifyReply =>
  reply
    .type("image/svg+xml; charset=utf-8")
    .header("cache-control", `private, max-age=${imageSeconds}`)
    .header("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
    .header("cross-origin-resource-policy", "cross-origin")
    .header("referrer-policy", "no-referrer")
    .header("x-content-type-options", "nosniff");
