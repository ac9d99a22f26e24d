import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fillInCheckout } from "#app/fill-in-checkout.ts";
import { paymentPath } from "../payment-urls.ts";
import { fieldsOf } from "./card-form.ts";
import { parseCheckoutForm, type RefusedCheckout } from "./checkout-form.ts";
import { checkoutView } from "./checkout-view.ts";
import { setPaymentHeaders } from "./payment-headers.ts";
import { type ConnectRequest, look, type PageRoutes, type Shown } from "./look.ts";
import { pageContext } from "./show-payment.ts";

type CheckoutShown = Extract<Shown, { readonly kind: "checkout" }>;

/** The form of a FastCheckout order: what it asks is written to the order, then the payment follows. */
export function registerCheckoutPage(server: FastifyInstance, routes: PageRoutes): void {
  server.post<ConnectRequest>("/connect/:token/checkout", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const next = paymentPath(view.order, locale);
    if (view.kind !== "checkout") return reply.redirect(next, 303);
    const { order, questions } = view;
    const answers = parseCheckoutForm(fieldsOf(request.body), questions, order.details.customer);
    if (!answers.ok) return showCheckout(routes, request, reply.code(422), view, answers.refusal);
    // Refused or not, the page shows where the order is now.
    await fillInCheckout(routes.deps, order, answers.value);
    return reply.redirect(next, 303);
  });
}

const untouched: RefusedCheckout = { errors: {}, values: {}, shipsElsewhere: false };

export function showCheckout(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  view: CheckoutShown,
  refused: RefusedCheckout = untouched,
): FastifyReply {
  const page = pageContext(routes, request, view);
  const { money, details } = view.order;
  const shown = checkoutView({ money, cart: details.cart }, view.questions, refused, page.locale);
  return setPaymentHeaders(reply, page, { forms: [details.redirectUrl, details.cancelUrl] }).send(
    routes.views.checkoutPage({ page, ...shown }),
  );
}
