import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import { limitCardSubmissions } from "#app/limit-card-submissions.ts";
import { cancelOnPage, continueAfterMethod, payOnPage } from "#app/pay-on-page.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import { registerAppearance } from "./appearance/routes.ts";
import { registerAssets } from "./assets/routes.ts";
import { registerCheckoutPage, showCheckout } from "./checkout-routes.ts";
import { browserFromForm, fieldsOf, keptOf, parseCardForm } from "./card-form.ts";
import { leave, shopTarget, toShop } from "./leave.ts";
import { setPaymentHeaders } from "./payment-headers.ts";
import { refuseCrossSite } from "./refuse-cross-site.ts";
import { paySavedCard } from "./saved-card.ts";
import { requestLocale } from "./request-locale.ts";
import { setPageHeaders } from "./security-headers.ts";
import { registerUnsubscribe } from "./unsubscribe-routes.ts";
import { registerProviderPages } from "./provider-routes.ts";
import { registerQrCodes } from "./qr-routes.ts";
import { registerRetry } from "./retry-routes.ts";
import { type ConnectRequest, look, type PageRoutes } from "./look.ts";
import {
  cardGateway,
  cobrandOf,
  hasChoice,
  offeredMethods,
  pageContext,
  show,
  showForm,
} from "./show-payment.ts";
import { showResult } from "./show-result.ts";

/** Larger than any form of ours; a card form has a dozen short fields. */
const largestForm = 16_384;

/**
 * The payment page `/connect/{token}/`. A GET only looks: it shows where the
 * payment is. A POST acts, and ends in a 303 to the next page, to the shop, or in
 * the same form with its errors.
 */
export async function registerPages(server: FastifyInstance, routes: PageRoutes): Promise<void> {
  const { deps, views } = routes;
  await server.register(formbody, { bodyLimit: largestForm });
  setPageErrors(server, routes);
  refuseCrossSite(server, { publicUrl: deps.publicUrl, views });
  registerAssets(server);
  registerAppearance(server, routes);
  registerProviderPages(server, routes);
  registerCheckoutPage(server, routes);
  registerRetry(server, routes);
  registerQrCodes(server, routes);
  await server.register(async (scope) => registerUnsubscribe(scope, routes));

  server.get<ConnectRequest>("/connect/:token", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    return view.kind === "checkout"
      ? showCheckout(routes, request, reply, view)
      : show(routes, request, reply, view);
  });

  server.get<ConnectRequest>("/connect/:token/result", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const page = pageContext(routes, request, view);
    switch (view.kind) {
      case "finished": {
        const target = shopTarget(view.order);
        const { closeWindow } = view.order.details;
        if (target !== null && !closeWindow) return toShop(reply, view.order, target);
        return showResult(views, reply, view, { page, hasChoice: hasChoice(routes, view), closeWindow });
      }
      case "waiting":
        return setPaymentHeaders(reply, page).send(
          views.waitingPage({ page, refreshUrl: resultPath(view.order, page.locale) }),
        );
      default:
        return reply.redirect(paymentPath(view.order, page.locale), 303);
    }
  });

  server.post<ConnectRequest>("/connect/:token/card", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const fields = fieldsOf(request.body);
    const gateway = cardGateway(routes, request, view);
    const cobrand = cobrandOf(locale, view, gateway);
    const card = parseCardForm(fields, new Date(deps.clock.now()), gateway, cobrand);
    // A form that this page did not show must not bring in a method that the shop did not offer.
    const isOffered = offeredMethods(routes, view).some((method) => method.kind === "card");
    if (view.kind !== "form" || !isOffered) return reply.redirect(paymentPath(view.order, locale), 303);
    if (fields["saved_card"] !== undefined) {
      return paySavedCard(routes, request, reply, { view, fields });
    }
    if (!card.ok) return showForm(routes, request, reply.code(422), view, card.refusal);
    const browser = browserFromForm(fields, request);
    const { order, site } = view;
    const link = order.sessionToken;
    const taking = await limitCardSubmissions(deps, { site, card: card.value, address: browser.ip, link });
    if (taking.kind === "refused") {
      const again = reply.code(429).header("retry-after", String(taking.retryAfterS));
      return showForm(routes, request, again, view, keptOf(card.value, "too-many-cards"));
    }
    const paid = await payOnPage(deps, { token: view.order.sessionToken, card: card.value, browser });
    return paid.ok
      ? leave(reply, paid.value.order, locale)
      : reply.redirect(paymentPath(view.order, locale), 303);
  });

  server.post<ConnectRequest>("/connect/:token/authenticate", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const fields = fieldsOf(request.body);
    const gone = await continueAfterMethod(deps, {
      token: view.order.sessionToken,
      browser: browserFromForm(fields, request),
      methodCompletion: fields["method_completed"] === "Y" ? "Y" : "N",
    });
    return gone.ok
      ? leave(reply, gone.value.order, locale)
      : reply.redirect(resultPath(view.order, locale), 303);
  });

  server.post<ConnectRequest>("/connect/:token/cancel", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const cancelled = await cancelOnPage(deps, view.order.sessionToken);
    return cancelled.ok
      ? leave(reply, cancelled.value.order, locale)
      : reply.redirect(paymentPath(view.order, locale), 303);
  });
}

/** Faults on a page are told in the shopper's words, with the id under which the log has the cause. */
function setPageErrors(server: FastifyInstance, { deps, views }: PageRoutes): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    const isOurs = status < 400 || status >= 500;
    if (isOurs) {
      deps.log.error("incident", { request: request.id, cause: error.message, stack: error.stack });
    }
    return setPageHeaders(reply.code(isOurs ? 503 : status)).send(
      views.errorPage({
        locale: requestLocale(request),
        reason: isOurs ? "unavailable" : "bad-request",
        incidentId: request.id,
      }),
    );
  });
}
