import type { FastifyReply, FastifyRequest } from "fastify";
import { payWithSavedCard } from "#app/saved-cards.ts";
import { parseTokenName } from "#domain/token/card-token.ts";
import { paymentPath } from "../payment-urls.ts";
import { browserFromForm, type Fields } from "./card-form.ts";
import { leave } from "./leave.ts";
import {
  cardGateway,
  type ConnectRequest,
  pageContext,
  type PageRoutes,
  type Shown,
  showForm,
} from "./show-payment.ts";

/** The shopper pressed a saved card. One that he cannot use leaves the order open, and the page says so. */
export async function paySavedCard(
  routes: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  { view, fields }: { readonly view: Shown; readonly fields: Fields },
): Promise<FastifyReply> {
  const { locale } = pageContext(routes, request, view);
  const name = fields["saved_card"];
  const paid = await payWithSavedCard(routes.deps, {
    session: view.order.sessionToken,
    saved: typeof name === "string" ? parseTokenName(name) : null,
    gateway: cardGateway(routes, request, view),
    browser: browserFromForm(fields, request),
  });
  if (paid.ok) return leave(reply, paid.value.order, locale);
  return paid.refusal === "not-open"
    ? reply.redirect(paymentPath(view.order, locale), 303)
    : showForm(routes, request, reply.code(422), view, {
        errors: {},
        values: { holderName: "", expiry: "" },
        isSavedRefused: true,
      });
}
