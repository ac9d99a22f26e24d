import formbody from "@fastify/formbody";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { cancelOnPage, continueAfterMethod, payOnPage } from "#app/pay-on-page.ts";
import { type PaymentView, viewPayment } from "#app/view-payment.ts";
import { parseSessionToken, type SessionToken } from "#domain/ids.ts";
import { brandsOf, isCardGateway } from "#domain/method/catalogue.ts";
import { parseLocale } from "../api-v1/customer-request.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import { loadPageAssets } from "./assets/assets.ts";
import { browserFromForm, type Fields, parseCardForm, type RefusedCard } from "./card-form.ts";
import { goneReason, leave, resultStatus, shopTarget } from "./leave.ts";
import { setPageHeaders } from "./security-headers.ts";
import type { PageContext } from "./views/page-context.ts";
import type { PageViews } from "./views/page-views.ts";

export interface PageRoutes {
  readonly deps: Dependencies;
  readonly views: PageViews;
  readonly isSandbox: boolean;
}

interface ConnectRequest {
  Params: { token: string };
  Querystring: { lang?: string };
}

type Shown = Extract<PaymentView, { readonly order: unknown; readonly site: unknown }>;

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
  registerAssets(server);

  server.get<ConnectRequest>("/connect/:token", async (request, reply) => {
    const view = await look(routes, request, reply);
    return view === null ? reply : show(routes, request, reply, view);
  });

  server.get<ConnectRequest>("/connect/:token/result", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const page = pageContext(routes, request, view);
    switch (view.kind) {
      case "finished": {
        const target = shopTarget(view.order);
        if (target !== null && !view.order.details.closeWindow) return reply.redirect(target, 303);
        const status = resultStatus(view.order.phase);
        return setPageHeaders(reply).send(
          views.resultPage({ page, status, returnUrl: target, closeWindow: view.order.details.closeWindow }),
        );
      }
      case "waiting":
        return setPageHeaders(reply).send(
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
    const fields = fieldsOf(request);
    const card = parseCardForm(fields, new Date(deps.clock.now()));
    if (view.kind !== "form") return reply.redirect(paymentPath(view.order, locale), 303);
    if (!card.ok) return showForm(routes, request, reply.code(422), view, card.refusal);
    const browser = browserFromForm(fields, request);
    const paid = await payOnPage(deps, { token: view.order.sessionToken, card: card.value, browser });
    return paid.ok
      ? leave(reply, paid.value.order, locale)
      : reply.redirect(paymentPath(view.order, locale), 303);
  });

  server.post<ConnectRequest>("/connect/:token/authenticate", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const fields = fieldsOf(request);
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

/** The payment of the address; sends the page for a link that leads nowhere, or elsewhere. */
async function look(
  { deps, views }: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
): Promise<Shown | null> {
  const token: SessionToken | null = parseSessionToken(request.params.token);
  const view: PaymentView = token === null ? { kind: "unknown" } : await viewPayment(deps, token);
  if (view.kind === "unknown") {
    const locale = parseLocale(request.query.lang);
    setPageHeaders(reply.code(404)).send(
      views.linkGonePage({ locale, reason: "unknown", shopName: null, returnUrl: null }),
    );
    return null;
  }
  if (view.kind === "moved") {
    reply.redirect(paymentPath(view.order, localeOf(request, view.order.details.locale)), 303);
    return null;
  }
  return view;
}

function show(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
): FastifyReply {
  const { views } = routes;
  const page = pageContext(routes, request, view);
  const { redirectUrl, cancelUrl } = view.order.details;
  switch (view.kind) {
    case "form":
      return showForm(routes, request, reply, view, { errors: {}, values: { holderName: "", expiry: "" } });
    case "method":
      return setPageHeaders(reply, {
        forms: [view.methodUrl, redirectUrl, cancelUrl],
        frames: [view.methodUrl],
      }).send(
        views.methodPage({
          page,
          methodUrl: view.methodUrl,
          methodData: view.methodData,
          continueUrl: `/connect/${page.token}/authenticate?lang=${encodeURIComponent(page.locale)}`,
        }),
      );
    case "challenge":
      return setPageHeaders(reply, { forms: [view.challenge.acsUrl] }).send(
        views.challengePage({ page, ...view.challenge }),
      );
    case "waiting":
      return reply.redirect(resultPath(view.order, page.locale), 303);
    case "finished":
      return setPageHeaders(reply.code(410)).send(
        views.linkGonePage({
          locale: page.locale,
          reason: goneReason(view.order.phase),
          shopName: view.site.name,
          returnUrl: shopTarget(view.order),
        }),
      );
  }
}

function showForm(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
  { errors, values }: RefusedCard,
): FastifyReply {
  const { redirectUrl, cancelUrl } = view.order.details;
  const { gateway } = view.order;
  // After the form come redirects to the shop, and Chrome holds those against form-action too.
  return setPageHeaders(reply, { forms: [redirectUrl, cancelUrl] }).send(
    routes.views.cardFormPage({
      page: pageContext(routes, request, view),
      brands: brandsOf(gateway !== null && isCardGateway(gateway) ? gateway : null),
      values,
      errors,
    }),
  );
}

const localeOf = (request: FastifyRequest<ConnectRequest>, fallback: string): string =>
  request.query.lang === undefined ? fallback : parseLocale(request.query.lang);

const pageContext = (
  { isSandbox }: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  { order, site }: Shown,
): PageContext => ({
  locale: localeOf(request, order.details.locale),
  shopName: site.name,
  description: order.details.description,
  money: order.money,
  orderId: order.orderId,
  token: order.sessionToken,
  isSandbox,
});

const fieldsOf = (request: FastifyRequest): Fields =>
  typeof request.body === "object" && request.body !== null ? (request.body as Fields) : {};

/** Faults on a page are told in the shopper's words, with the id under which the log has the cause. */
function setPageErrors(server: FastifyInstance, { deps, views }: PageRoutes): void {
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    const isOurs = status < 400 || status >= 500;
    if (isOurs) {
      deps.log.error("incident", { request: request.id, cause: error.message, stack: error.stack });
    }
    const query = request.query;
    const lang = typeof query === "object" && query !== null && "lang" in query ? query.lang : undefined;
    return setPageHeaders(reply.code(isOurs ? 503 : status)).send(
      views.errorPage({
        locale: parseLocale(lang),
        reason: isOurs ? "unavailable" : "bad-request",
        incidentId: request.id,
      }),
    );
  });
}

function registerAssets(server: FastifyInstance): void {
  for (const asset of loadPageAssets()) {
    server.get(asset.path, async (_request, reply) =>
      reply
        .type(asset.contentType)
        .header("cache-control", "public, max-age=31536000, immutable")
        .header("x-content-type-options", "nosniff")
        .send(asset.body),
    );
  }
}
