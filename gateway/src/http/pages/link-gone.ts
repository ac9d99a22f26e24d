import type { FastifyReply } from "fastify";
import type { PaymentView } from "#app/view-payment.ts";
import { goneReason, shopTarget } from "./leave.ts";
import { setPaymentHeaders } from "./payment-headers.ts";
import type { PageContext } from "./views/page-context.ts";
import type { PageViews } from "./views/page-views.ts";

/** The link leads to no payment any more. */
export const showGone = (
  views: PageViews,
  reply: FastifyReply,
  { order, site }: Extract<PaymentView, { readonly kind: "finished" }>,
  page: PageContext,
): FastifyReply =>
  setPaymentHeaders(reply.code(410), page).send(
    views.linkGonePage({
      page,
      locale: page.locale,
      reason: goneReason(order.phase),
      shopName: site.name,
      returnUrl: shopTarget(order),
    }),
  );
