import type { FastifyReply, FastifyRequest } from "fastify";
import { savedCards } from "#app/saved-cards.ts";
import { presentMonth } from "#domain/card/card.ts";
import { type Cobrand, localCobrand } from "#domain/card/cobrand.ts";
import {
  bancontactApp,
  brandsOf,
  type CardGatewayId,
  type GatewayId,
  isAllowedAmount,
  isCardGateway,
  type Method,
  methodsFor,
  methodsOfSite,
  type ProviderMethod,
  providerMethod,
  wantsBancontactApp,
} from "#domain/method/catalogue.ts";
import { inLikelyOrder, type LikelyOrder } from "#domain/method/likely.ts";
import { outstanding, redeemedAmount, redeemedCoupons } from "#domain/payment/coupon.ts";
import { initialCredential } from "#domain/token/stored-credential.ts";
import { resultPath } from "../payment-urls.ts";
import { appearanceOf } from "./appearance/appearance.ts";
import { cartSummary } from "./cart-lines.ts";
import type { RefusedCard } from "./card-form.ts";
import { successTarget } from "./leave.ts";
import { type ConnectRequest, localeOf, type PageRoutes, type Shown } from "./look.ts";
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
import { setPaymentHeaders } from "./payment-headers.ts";
import { showResult } from "./show-result.ts";
import type { PageContext } from "./views/page-context.ts";

const untouched = { errors: [], values: {} };

export async function show(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Exclude<Shown, { readonly kind: "checkout" }>,
): Promise<FastifyReply> {
  if (view.kind === "form") return showOpen(routes, request, reply, view);
  const { views } = routes;
  const page = pageContext(routes, request, view);
  const { redirectUrl, cancelUrl } = view.order.details;
  switch (view.kind) {
    case "provider": {
      const { attempt } = view;
      const { name } = providerMethod(attempt.method);
      return setPaymentHeaders(reply, page, { forms: [redirectUrl, cancelUrl] }).send(
        views.atProviderPage({
          page,
          methodName: methodName(attempt.method, name, page.locale),
          checkoutUrl: view.checkoutUrl,
        }),
      );
    }
    case "transfer":
      return setPaymentHeaders(reply, page).send(
        views.transferPage({ page, instructions: view.instructions, returnUrl: successTarget(view.order) }),
      );
    case "method":
      return setPaymentHeaders(reply, page, {
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
      return setPaymentHeaders(reply, page, { forms: [view.challenge.acsUrl] }).send(
        views.challengePage({ page, ...view.challenge }),
      );
    case "waiting":
      return reply.redirect(resultPath(view.order, page.locale), 303);
    case "finished":
      return view.mayRetry
        ? showResult(views, reply, view, { page, hasChoice: hasChoice(routes, view), closeWindow: false })
        : showGone(views, reply, view, page);
  }
}

/** An open page: the card form with the other methods beside it, or the one method that was chosen. */
async function showOpen(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
): Promise<FastifyReply> {
  const offered = offeredMethods(routes, view);
  const chosen =
    wantsBancontactApp(view.order) && !view.showsAllMethods
      ? bancontactApp
      : chosenMethod(offered, request, view);
  if (chosen !== undefined && chosen.kind !== "card") {
    return showProvider(routes, request, reply, view, chosen, untouched);
  }
  if (offered.some((method) => method.kind === "card")) {
    const untyped = { errors: {}, values: { holderName: "", expiry: "" } };
    return showForm(routes, request, reply, view, untyped, offered);
  }
  const page = pageContext(routes, request, view);
  return setPaymentHeaders(reply, page, formsOf(routes, view, offered)).send(
    routes.views.choicePage({
      page,
      methods: methodOptions(inOneRow(likelyOrder(offered, view)), view.order.details.customer, page.locale),
    }),
  );
}

const chosenMethod = (
  offered: readonly Method[],
  request: FastifyRequest<ConnectRequest>,
  view: Shown,
): Method | undefined =>
  offered.find((method) => method.id === (wantedGateway(view) ?? request.query.gateway));

/** The gateway whose card form is shown: the shop's choice, the shopper's, or null for any card. */
export const cardGateway = (
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  view: Shown,
): CardGatewayId | null => cardGatewayAmong(offeredMethods(routes, view), request, view);

function cardGatewayAmong(
  offered: readonly Method[],
  request: FastifyRequest<ConnectRequest>,
  view: Shown,
): CardGatewayId | null {
  const chosen = chosenMethod(offered, request, view);
  return chosen !== undefined && isCardGateway(chosen.id) ? chosen.id : null;
}

/** What the shopper can choose: the shop's own choice, or what fits currency and country. */
export function offeredMethods({ deps }: PageRoutes, view: Shown): readonly Method[] {
  const { order, site } = view;
  const ofSite = methodsOfSite(deps.methods, site);
  const gateway = wantedGateway(view);
  if (gateway !== null) return ofSite.filter((method) => method.id === gateway);
  return methodsFor(ofSite, {
    currency: order.money.currency,
    country: order.details.customer.country,
    // What a gift card leaves is less than the cart, and a pay-later provider takes a whole one.
    hasCart: order.details.cart !== null && order.coupons.length === 0,
  }).filter(
    (method) =>
      isAllowedAmount(method, outstanding(order).amount) &&
      // What is captured later, or only checks a card, is no gift card's; and no bank's, where the shop named a card.
      (method.kind === "card" ||
        !order.details.manualCapture ||
        (order.gateway === null && method.kind !== "coupon")),
  );
}

/** More than one way to pay is left to the shopper. */
export const hasChoice = (routes: PageRoutes, view: Shown): boolean =>
  offeredMethods(routes, view).length > 1;

/** The shop's own choice; what a gift card leaves may be paid by any method. */
const wantedGateway = ({ order, showsAllMethods }: Shown): GatewayId | null =>
  order.coupons.length === 0 && !showsAllMethods ? order.gateway : null;

/** The country orders the choice; where the shop does not know it, the locale's does. */
const likelyOrder = (offered: readonly Method[], { order }: Shown): LikelyOrder =>
  inLikelyOrder(offered, order.details.customer.country ?? order.details.locale.split("_")[1] ?? null);

const inOneRow = ({ beforeCards, afterCards }: LikelyOrder): readonly Method[] => [
  ...beforeCards,
  ...afterCards,
];

/** After a form come redirects to the shop or a provider, and Chrome holds those against form-action too. */
function formsOf(
  routes: PageRoutes,
  view: Shown,
  offered: readonly Method[],
): { readonly forms: readonly (string | null)[] } {
  const { redirectUrl, cancelUrl } = view.order.details;
  const hasProviders = offered.some(({ kind, id }) => kind !== "card" || id === bancontactApp.id);
  return { forms: [redirectUrl, cancelUrl, ...(hasProviders ? routes.bankPages : [])] };
}

export async function showForm(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: Shown,
  { errors, values, isSavedRefused, isVisaMarked }: RefusedCard,
  offered = offeredMethods(routes, view),
): Promise<FastifyReply> {
  const gateway = cardGatewayAmong(offered, request, view);
  const page = pageContext(routes, request, view);
  const { details } = view.order;
  const beside = methodsBeside(routes, view, offered, gateway, page.locale);
  const cards = await savedCards(routes.deps, view, gateway);
  return setPaymentHeaders(reply, page, formsOf(routes, view, offered)).send(
    routes.views.cardFormBytes({
      page,
      brands: brandsOf(gateway),
      values,
      errors,
      chosen: wantedGateway(view) === null ? gateway : null,
      methods: beside.afterCards,
      likelyMethods: beside.beforeCards,
      saved: { cards, isRefused: isSavedRefused === true },
      cobrand: cobrandOf(page.locale, view, gateway),
      isVisaMarked: isVisaMarked === true,
      keptFor: initialCredential(details)?.model ?? null,
      month: presentMonth(routes.deps.clock.now()),
    }),
  );
}

/** The national brand beside Visa, where Visa is among the brands of the form. */
export const cobrandOf = (locale: string, { order }: Shown, gateway: CardGatewayId | null): Cobrand | null =>
  brandsOf(gateway).includes("VISA") ? localCobrand(locale, order.details.customer.country) : null;

/** The other ways to pay beside a card form; beside that of Bancontact its app. */
function methodsBeside(
  routes: PageRoutes,
  view: Shown,
  offered: readonly Method[],
  gateway: CardGatewayId | null,
  locale: string,
): { readonly beforeCards: readonly MethodOption[]; readonly afterCards: readonly MethodOption[] } {
  if (gateway !== "MISTERCASH") {
    const { beforeCards, afterCards } = likelyOrder(offered, view);
    const optionsOf = (methods: readonly Method[]): readonly MethodOption[] =>
      methodOptions(methods, view.order.details.customer, locale);
    return { beforeCards: optionsOf(beforeCards), afterCards: optionsOf(afterCards) };
  }
  return { beforeCards: [], afterCards: hasBank(routes) ? [bancontactAppOption(locale)] : [] };
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
  return setPaymentHeaders(reply, page, formsOf(routes, view, offeredMethods(routes, view))).send(
    routes.views.providerPage({
      page,
      method: methodOption(method, customer, page.locale),
      fields: textFields(fieldsOfMethod(method, customer), refused, page.locale),
      isLeft: initialCredential(view.order.details) !== null,
      mayChoose: wantedGateway(view) === null,
    }),
  );
}

export const pageContext = (
  { isSandbox, stylist }: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  { order, site, showsAllMethods }: Shown,
): PageContext => ({
  locale: localeOf(request, order.details.locale),
  shopName: site.name,
  description: order.details.description,
  money: outstanding(order),
  paidBefore: redeemedCoupons(order).length === 0 ? null : { ...order.money, amount: redeemedAmount(order) },
  orderId: order.orderId,
  cart: cartSummary(order.details.cart, order.money, localeOf(request, order.details.locale)),
  appearance: appearanceOf(stylist, site.branding, order.details.template),
  token: order.sessionToken,
  isSandbox,
  showsAllMethods,
});
