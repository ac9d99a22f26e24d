import type { FastifyReply } from "fastify";
import { returnUrl } from "#domain/notification/target.ts";
import { type Order, shopReturnUrl } from "#domain/order/order.ts";
import { isFinal, isPaidForShopper, type Phase } from "#domain/order/phase.ts";
import { paymentPath, resultPath } from "../payment-urls.ts";
import type { LinkGoneView } from "./views/link-gone-page.ts";
import type { ResultStatus } from "./views/result-page.ts";

/** Where the shop wants the browser now, with `transactionid`, fit for a Location header; null without such a URL. */
export function shopTarget(order: Order): string | null {
  const url = shopReturnUrl(order);
  return url === null ? null : asciiUrl(returnUrl(url, order.orderId));
}

/** The shop's page for success: the shopper has done his part, though the money is still on its way. */
export function successTarget(order: Order): string | null {
  const url = order.details.redirectUrl;
  return url === null ? null : asciiUrl(returnUrl(url, order.orderId));
}

/** What a header cannot carry is percent-encoded; what the shop encoded stays as it is. */
const asciiUrl = (url: string): string => url.replaceAll(/[^\x21-\x7e]/gu, encodeURIComponent);

/**
 * Sends the browser on after an act: to the shop when the payment is over, to our
 * result page where the shop has no address or its window is to be closed, else
 * to the page that shows the next step.
 */
export function leave(reply: FastifyReply, order: Order, locale: string): FastifyReply {
  if (!isFinal(order.phase)) return reply.redirect(paymentPath(order, locale), 303);
  const target = shopTarget(order);
  return target === null || order.details.closeWindow
    ? reply.redirect(resultPath(order, locale), 303)
    : toShop(reply, order, target);
}

/** The order tells those who hold a browser back for its shop, in the sandbox, which one is leaving. */
export function toShop(reply: FastifyReply, order: Order, target: string): FastifyReply {
  reply.leavesWith = order;
  return reply.redirect(target, 303);
}

/** Why the link of an order that is over leads to no payment any more. */
export function goneReason(phase: Phase): LinkGoneView["reason"] {
  if (isPaidForShopper(phase)) return "used";
  return phase === "expired" ? "expired" : "closed";
}

/** What the shopper is told; of a review he never learns (contract, edges.md). */
export function resultStatus(phase: Phase): ResultStatus {
  switch (phase) {
    case "completed":
    case "authorized":
    case "shipped":
    case "partial_refunded":
    case "refunded":
      return "completed";
    case "declined":
      return "declined";
    case "expired":
      return "expired";
    case "void":
    case "cancelled":
      return "cancelled";
    default:
      return "pending";
  }
}
