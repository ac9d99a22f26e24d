import type { FastifyReply, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { type PaymentView, viewPayment } from "#app/view-payment.ts";
import { parseSessionToken, type SessionToken } from "#domain/ids.ts";
import {
  bancontactApp,
  brandsOf,
  type CardGatewayId,
  type GatewayId,
  isCardGateway,
  type Method,
  methodsFor,
  methodsOfSite,
  type ProviderMethod,
  providerMethod,
  wantsBancontactApp,
} from "#domain/method/catalogue.ts";
import type { Order } from "#domain/order/order.ts";
import { outstanding, redeemedAmount, redeemedCoupons } from "#domain/payment/coupon.ts";
import { initialCredential } from "#domain/token/stored-credential.ts";
import { parseLocale } from "../api-v1/customer-request.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import { cartLines } from "./cart-lines.ts";
import type { RefusedCard } from "./card-form.ts";
import { successTarget } from "./leave.ts";
import { showGone } from "./link-gone.ts";
import {
  bancontactAppOption,
  fieldsOfMethod,
  methodName,
  methodOption,
  type MethodOption,
  methodOptions,
} from "./method-options.ts";
import { type RefusedFields, textFields } from "./provider-form.ts";
import { setPageHeaders } from "./security-headers.ts";
import { showResult } from "./show-result.ts";
import type { PageContext } from "./views/page-context.ts";
import type { PageViews } from "./views/page-views.ts";

export interface PageRoutes {
  readonly deps: Dependencies;
  readonly views: PageViews;
  /** Origins of providers' pages: a form of ours may end there. */
  readonly bankPages: readonly string[];
  readonly isSandbox: boolean;
}

export interface ConnectRequest {
  Params: { token: string };
  Querystring: { lang?: string; gateway?: string };
}

export type Shown = Extract<PaymentView, { readonly order: unknown; readonly site: unknown }>;

const untouched = { errors: [], values: {} };

/** The payment of the address; sends the page for a link that leads nowhere, or elsewhere. */
export async function look(
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

export function show(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Exclude<Shown, { readonly kind: "checkout" }>,
): FastifyReply {
  const { views } = routes;
  const page = pageContext(routes, request, view);
  const { redirectUrl, cancelUrl } = view.order.details;
  switch (view.kind) {
    case "form":
      return showOpen(routes, request, reply, view);
    case "provider": {
      const { attempt } = view;
      const { name } = providerMethod(attempt.method);
      return setPageHeaders(reply, { forms: [redirectUrl, cancelUrl] }).send(
        views.atProviderPage({
          page,
          methodName: methodName(attempt.method, name, page.locale),
          checkoutUrl: view.checkoutUrl,
        }),
      );
    }
    case "transfer":
      return setPageHeaders(reply).send(
        views.transferPage({ page, instructions: view.instructions, returnUrl: successTarget(view.order) }),
      );
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
      return view.mayRetry
        ? showResult(views, reply, view, { page, hasChoice: hasChoice(routes, view), closeWindow: false })
        : showGone(views, reply, view, page.locale);
  }
}

/** An open page: the card form with the other methods beside it, or the one method that was chosen. */
function showOpen(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
): FastifyReply {
  const offered = offeredMethods(routes, view);
  const chosen = wantsBancontactApp(view.order) ? bancontactApp : chosenMethod(offered, request, view);
  if (chosen !== undefined && chosen.kind !== "card") {
    return showProvider(routes, request, reply, view, chosen, untouched);
  }
  if (offered.some((method) => method.kind === "card")) {
    return showForm(routes, request, reply, view, { errors: {}, values: { holderName: "", expiry: "" } });
  }
  const page = pageContext(routes, request, view);
  return setPageHeaders(reply, formsOf(routes, view)).send(
    routes.views.choicePage({
      page,
      methods: methodOptions(offered, view.order.details.customer, page.locale),
    }),
  );
}

const chosenMethod = (
  offered: readonly Method[],
  request: FastifyRequest<ConnectRequest>,
  { order }: Shown,
): Method | undefined =>
  offered.find((method) => method.id === (wantedGateway(order) ?? request.query.gateway));

/** The gateway whose card form is shown: the shop's choice, the shopper's, or null for any card. */
export function cardGateway(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  view: Shown,
): CardGatewayId | null {
  const chosen = chosenMethod(offeredMethods(routes, view), request, view);
  return chosen !== undefined && isCardGateway(chosen.id) ? chosen.id : null;
}

/** What the shopper can choose: the shop's own choice, or what fits currency and country. */
export function offeredMethods({ deps }: PageRoutes, { order, site }: Shown): readonly Method[] {
  const ofSite = methodsOfSite(deps.methods, site);
  const gateway = wantedGateway(order);
  if (gateway !== null) return ofSite.filter((method) => method.id === gateway);
  return methodsFor(ofSite, {
    currency: order.money.currency,
    country: order.details.customer.country,
    // What a gift card leaves is less than the cart, and a pay-later provider takes a whole one.
    hasCart: order.details.cart !== null && order.coupons.length === 0,
  }).filter(
    ({ kind }) =>
      // What is captured later, or only checks a card, is no gift card's.
      kind !== "coupon" || (!order.details.manualCapture && order.money.amount > 0n),
  );
}

/** More than one way to pay is left to the shopper. */
export const hasChoice = (routes: PageRoutes, view: Shown): boolean =>
  offeredMethods(routes, view).length > 1;

/** The shop's own choice; what a gift card leaves may be paid by any method. */
const wantedGateway = (order: Order): GatewayId | null => (order.coupons.length === 0 ? order.gateway : null);

/** After a form come redirects to the shop or a provider, and Chrome holds those against form-action too. */
function formsOf(routes: PageRoutes, view: Shown): { readonly forms: readonly (string | null)[] } {
  const { redirectUrl, cancelUrl } = view.order.details;
  const hasProviders = offeredMethods(routes, view).some(
    ({ kind, id }) => kind !== "card" || id === bancontactApp.id,
  );
  return { forms: [redirectUrl, cancelUrl, ...(hasProviders ? routes.bankPages : [])] };
}

export function showForm(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
  { errors, values }: RefusedCard,
): FastifyReply {
  const gateway = cardGateway(routes, request, view);
  const page = pageContext(routes, request, view);
  return setPageHeaders(reply, formsOf(routes, view)).send(
    routes.views.cardFormPage({
      page,
      brands: brandsOf(gateway),
      values,
      errors,
      chosen: wantedGateway(view.order) === null ? gateway : null,
      methods: methodsBeside(routes, view, gateway, page.locale),
    }),
  );
}

/** The other ways to pay beside a card form; beside that of Bancontact its app. */
function methodsBeside(
  routes: PageRoutes,
  view: Shown,
  gateway: CardGatewayId | null,
  locale: string,
): readonly MethodOption[] {
  if (gateway !== "MISTERCASH") {
    return methodOptions(offeredMethods(routes, view), view.order.details.customer, locale);
  }
  return hasBank(routes) ? [bancontactAppOption(locale)] : [];
}

const hasBank = ({ deps }: PageRoutes): boolean => deps.methods.some((method) => method.kind !== "card");

export function showProvider(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
  method: ProviderMethod,
  refused: RefusedFields,
): FastifyReply {
  const page = pageContext(routes, request, view);
  const { customer } = view.order.details;
  return setPageHeaders(reply, formsOf(routes, view)).send(
    routes.views.providerPage({
      page,
      method: methodOption(method, customer, page.locale),
      fields: textFields(fieldsOfMethod(method, customer), refused, page.locale),
      isLeft: initialCredential(view.order.details) !== null,
      mayChoose: wantedGateway(view.order) === null,
    }),
  );
}

const localeOf = (request: FastifyRequest<ConnectRequest>, fallback: string): string =>
  request.query.lang === undefined ? fallback : parseLocale(request.query.lang);

export const pageContext = (
  { isSandbox }: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  { order, site }: Shown,
): PageContext => ({
  locale: localeOf(request, order.details.locale),
  shopName: site.name,
  description: order.details.description,
  money: outstanding(order),
  paidBefore: redeemedCoupons(order).length === 0 ? null : { ...order.money, amount: redeemedAmount(order) },
  orderId: order.orderId,
  lines: order.type === "checkout" ? cartLines(order.details.cart) : [],
  token: order.sessionToken,
  isSandbox,
});
