import type { FastifyReply, FastifyRequest } from "fastify";
import { limitCardSubmissions } from "#app/limit-card-submissions.ts";
import { payWithSavedCard } from "#app/saved-cards.ts";
import { parseTokenName } from "#domain/token/card-token.ts";
import { paymentPath } from "../payment-urls.ts";
import { browserFromForm, type Fields } from "./card-form.ts";
import { leave } from "./leave.ts";
import type { ConnectRequest, PageRoutes, Shown } from "./look.ts";
import { cardGateway, pageContext, showForm } from "./show-payment.ts";

const untyped = { errors: {}, values: { holderName: "", expiry: "" } } as const;

/** The shopper pressed a saved card. One that he cannot use leaves the order open, and the page says so. */
export async function paySavedCard(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  { view, fields }: { readonly view: Shown; readonly fields: Fields },
): Promise<FastifyReply> {
  const { order, site } = view;
  const { locale } = pageContext(routes, request, view);
  const browser = browserFromForm(fields, request);
  const submission = { site, card: null, address: browser.ip, link: order.sessionToken };
  const taking = await limitCardSubmissions(routes.deps, submission);
  if (taking.kind === "refused") {
    const again = reply.code(429).header("retry-after", String(taking.retryAfterS));
    return showForm(routes, request, again, view, { ...untyped, errors: { form: "too-many-cards" } });
  }
  const name = fields["saved_card"];
  const paid = await payWithSavedCard(routes.deps, {
    session: order.sessionToken,
    saved: typeof name === "string" ? parseTokenName(name) : null,
    gateway: cardGateway(routes, request, view),
    browser,
  });
  if (paid.ok) return leave(reply, paid.value.order, locale);
  return paid.refusal === "not-open"
    ? reply.redirect(paymentPath(order, locale), 303)
    : showForm(routes, request, reply.code(422), view, {
        ...untyped,
        isSavedRefused: true,
      });
}
