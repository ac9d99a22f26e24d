import type { FastifyInstance, FastifyReply } from "fastify";
import { returnFromProvider } from "#app/ask-provider.ts";
import { payThroughProvider } from "#app/pay-through-provider.ts";
import { bancontactApp, type Method, type ProviderMethod } from "#domain/method/catalogue.ts";
import type { Order } from "#domain/order/order.ts";
import { isFinal } from "#domain/order/phase.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import { fieldsOf } from "./card-form.ts";
import { leave, successTarget, toShop } from "./leave.ts";
import { fieldsOfMethod } from "./method-options.ts";
import { parseProviderForm } from "./provider-form.ts";
import { type ConnectRequest, look, type PageRoutes } from "./look.ts";
import { offeredMethods, pageContext, showProvider } from "./show-payment.ts";

/** The methods that are not cards: the way to the provider, and the way back. */
export function registerProviderPages(server: FastifyInstance, routes: PageRoutes): void {
  const { deps } = routes;

  server.post<ConnectRequest>("/connect/:token/method", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const fields = fieldsOf(request.body);
    const method = providerOf(offeredMethods(routes, view), fields["gateway"]);
    if (view.kind !== "form" || method === null) {
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
    return goOn(reply, paid.value.order, nextStep(paid.value), locale);
  });

  // A GET, for so browsers come back; it asks the provider and changes nothing that is not so already.
  server.get<ConnectRequest>("/connect/:token/return", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    const { locale } = pageContext(routes, request, view);
    const record = await returnFromProvider(deps, view.order.key);
    const order = record?.order ?? view.order;
    const next = nextStep(record ?? { order, attempt: null });
    // Who comes back without having paid is shown where he is, and not sent back to where he came from.
    return next.kind === "checkout"
      ? reply.redirect(paymentPath(order, locale), 303)
      : goOn(reply, order, next, locale);
  });
}

/** The provider behind an offered method; behind Bancontact, whose cards are posted elsewhere, that of its app. */
function providerOf(offered: readonly Method[], id: unknown): ProviderMethod | null {
  const method = offered.find((one) => one.id === id);
  if (method?.id === bancontactApp.id) return bancontactApp;
  return method === undefined || method.kind === "card" ? null : method;
}

type NextStep =
  | { readonly kind: "checkout"; readonly url: string }
  /** The page with what is to be transferred, or what comes after the end. */
  | { readonly kind: "page" }
  /** The shopper has done his part, the money is on its way: to him that is success. */
  | { readonly kind: "shop" };

function nextStep({ order, attempt }: Paid): NextStep {
  if (isFinal(order.phase) || attempt?.kind !== "transfer") return { kind: "page" };
  const { checkoutUrl, instructions } = attempt.provider;
  if (checkoutUrl !== null) return { kind: "checkout", url: checkoutUrl };
  return { kind: instructions === null ? "shop" : "page" };
}

interface Paid {
  readonly order: Order;
  readonly attempt: Attempt | null;
}

function goOn(reply: FastifyReply, order: Order, next: NextStep, locale: string): FastifyReply {
  switch (next.kind) {
    case "checkout":
      return reply.redirect(next.url, 303);
    case "page":
      return leave(reply, order, locale);
    case "shop": {
      const target = successTarget(order);
      return target === null || order.details.closeWindow
        ? reply.redirect(resultPath(order, locale), 303)
        : toShop(reply, order, target);
    }
  }
}
