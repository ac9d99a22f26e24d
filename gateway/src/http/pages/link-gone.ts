import type { FastifyReply } from "fastify";
import type { PaymentView } from "#app/view-payment.ts";
import { goneReason, shopTarget } from "./leave.ts";
import { setPageHeaders } from "./security-headers.ts";
import type { PageViews } from "./views/page-views.ts";

/** The link leads to no payment any more. */
export const showGone = (
  views: PageViews,
  reply: FastifyReply,
  { order, site }: Extract<PaymentView, { readonly kind: "finished" }>,
  locale: string,
): FastifyReply =>
  setPageHeaders(reply.code(410)).send(
    views.linkGonePage({
      locale,
      reason: goneReason(order.phase),
      shopName: site.name,
      returnUrl: shopTarget(order),
    }),
  );
