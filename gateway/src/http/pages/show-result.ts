import type { FastifyReply } from "fastify";
import type { PaymentView } from "#app/view-payment.ts";
import { resultStatus, shopTarget } from "./leave.ts";
import { setPaymentHeaders } from "./payment-headers.ts";
import type { PageContext } from "./views/page-context.ts";
import type { PageViews } from "./views/page-views.ts";

/** What became of the payment, with the way on where there is one: another try, or back to the shop. */
export function showResult(
  views: PageViews,
  reply: FastifyReply,
  { order, cause, mayRetry }: Extract<PaymentView, { readonly kind: "finished" }>,
  how: { readonly page: PageContext; readonly hasChoice: boolean; readonly closeWindow: boolean },
): FastifyReply {
  return setPaymentHeaders(reply, how.page).send(
    views.resultPage({
      page: how.page,
      status: resultStatus(order.phase),
      cause,
      retry: mayRetry ? { hasChoice: how.hasChoice } : null,
      returnUrl: shopTarget(order),
      closeWindow: how.closeWindow,
    }),
  );
}
