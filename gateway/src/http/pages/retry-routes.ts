import type { FastifyInstance } from "fastify";
import { tryAgain } from "#app/try-again.ts";
import { paymentPath } from "../payment-urls.ts";
import { type ConnectRequest, look, type PageRoutes } from "./look.ts";
import { pageContext } from "./show-payment.ts";

/**
 * Another try over the same link. Whoever presses the button twice, in a second
 * tab or on an old page, is led to where the payment is now.
 */
export function registerRetry(server: FastifyInstance, routes: PageRoutes): void {
  server.post<ConnectRequest>("/connect/:token/retry", async (request, reply) => {
    const view = await look(routes, request, reply);
    if (view === null) return reply;
    await tryAgain(routes.deps, view.order.sessionToken);
    const { locale } = pageContext(routes, request, view);
    return reply.redirect(paymentPath(view.order, locale), 303);
  });
}
