import type { FastifyInstance } from "fastify";
import { returnFromProvider } from "#app/ask-provider.ts";
import { payThroughProvider } from "#app/pay-through-provider.ts";
import { isFinal } from "#domain/order/phase.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import type { Fields } from "./card-form.ts";
import { leave, successTarget } from "./leave.ts";
import { fieldsOfMethod } from "./method-options.ts";
import { parseProviderForm } from "./provider-form.ts";
import {
  type ConnectRequest,
  look,
  offeredMethods,
  pageContext,
  type PageRoutes,
  showProvider,
} from "./show-payment.ts";

/** The methods that are not cards: the way to the provider, and the way back. */
export function registerProviderPages(server: FastifyInstance, routes: PageRoutes): void {
  const { deps } = routes;

  server.post<ConnectRequest>("/connect/:token/method", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const fields = formOf(request.body);
    const method = offeredMethods(routes, view).find((one) => one.id === fields["gateway"]);
    if (view.kind !== "form" || method === undefined || method.kind === "card") {
      return reply.redirect(paymentPath(view.order, locale), 303);
    }
    const { customer } = view.order.details;
    const filledIn = parseProviderForm(fields, method, customer);
    if (!filledIn.ok) {
      // Who pressed a method in the list has not seen its fields yet: nothing is wrong with them.
      const isSeen = fields["is_filled_in"] === "1" || fieldsOfMethod(method, customer).length === 0;
      return isSeen
        ? showProvider(routes, request, reply.code(422), view, method, filledIn.refusal)
        : showProvider(routes, request, reply, view, method, { ...filledIn.refusal, errors: [] });
    }
    const paid = await payThroughProvider(deps, {
      token: view.order.sessionToken,
      method: method.id,
      ...filledIn.value,
    });
    if (!paid.ok) return reply.redirect(paymentPath(view.order, locale), 303);
    const { order, attempt } = paid.value;
    const checkoutUrl = attempt?.kind === "transfer" ? attempt.provider.checkoutUrl : null;
    return checkoutUrl === null || isFinal(order.phase)
      ? leave(reply, order, locale)
      : reply.redirect(checkoutUrl, 303);
  });

  // A GET, for so browsers come back; it asks the provider and changes nothing that is not so already.
  server.get<ConnectRequest>("/connect/:token/return", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const record = await returnFromProvider(deps, view.order.key);
    const order = record?.order ?? view.order;
    if (isFinal(order.phase)) return leave(reply, order, locale);
    const hasCheckout = record?.attempt?.kind === "transfer" && record.attempt.provider.checkoutUrl !== null;
    if (hasCheckout) return reply.redirect(paymentPath(order, locale), 303);
    // The shopper has done his part, the money is on its way: to him that is success.
    const target = successTarget(order);
    return target === null || order.details.closeWindow
      ? reply.redirect(resultPath(order, locale), 303)
      : reply.redirect(target, 303);
  });
}

const formOf = (body: unknown): Fields => (typeof body === "object" && body !== null ? (body as Fields) : {});
