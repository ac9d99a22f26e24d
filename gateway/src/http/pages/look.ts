import type { FastifyReply, FastifyRequest } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { countUnknownLink, isGuessingLinks } from "#app/limit-requests.ts";
import { type PaymentView, viewPayment } from "#app/view-payment.ts";
import { nobodysToken, parseSessionToken, type SessionToken } from "#domain/ids.ts";
import { parseLocale } from "../api-v1/customer-request.ts";
import { paymentPath } from "../payment-urls.ts";
import type { Stylist } from "./appearance/stylist.ts";
import { requestLocale } from "./request-locale.ts";
import { setPageHeaders } from "./security-headers.ts";
import type { PageViews } from "./views/page-views.ts";

export interface PageRoutes {
  readonly deps: Dependencies;
  readonly views: PageViews;
  /** Origins of providers' pages: a form of ours may end there. */
  readonly bankPages: readonly string[];
  readonly isSandbox: boolean;
  readonly stylist: Stylist;
}

export interface ConnectRequest {
  Params: { token: string };
  Querystring: { lang?: string; gateway?: string; methods?: string };
}

export type Shown = Extract<PaymentView, { readonly order: unknown; readonly site: unknown }> & {
  /** The address asks for the whole choice, whatever gateway the shop named (contract, README §2). */
  readonly showsAllMethods: boolean;
};

/** The payment of the address; sends the page for a link that leads nowhere, or elsewhere. */
export async function look(
  { deps, views }: PageRoutes,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
): Promise<Shown | null> {
  const guessing = isGuessingLinks(deps, request.ip);
  if (guessing.kind === "refused") return refuseGuessing(views, request, reply, guessing.retryAfterS);
  // What cannot be a link is looked up all the same, under a name that no order has: no answer comes sooner than others.
  const token: SessionToken = parseSessionToken(request.params.token) ?? nobodysToken;
  const view: PaymentView = await viewPayment(deps, token);
  if (view.kind === "unknown") {
    const counted = await countUnknownLink(deps, request.ip);
    if (counted.kind === "refused") return refuseGuessing(views, request, reply, counted.retryAfterS);
    const locale = requestLocale(request);
    setPageHeaders(reply.code(404)).send(
      views.linkGonePage({ locale, reason: "unknown", shopName: null, returnUrl: null }),
    );
    return null;
  }
  if (view.kind === "moved") {
    reply.redirect(paymentPath(view.order, localeOf(request, view.order.details.locale)), 303);
    return null;
  }
  return { ...view, showsAllMethods: request.query.methods === "all" };
}

/** Whoever tries links one after the other is told neither of this one. */
function refuseGuessing(
  views: PageViews,
  request: FastifyRequest<ConnectRequest>,
  reply: FastifyReply,
  retryAfterS: number,
): null {
  const locale = requestLocale(request);
  setPageHeaders(reply.code(429).header("retry-after", String(retryAfterS))).send(
    views.errorPage({ locale, reason: "too-many", incidentId: request.id }),
  );
  return null;
}

/** The language of the address, else the order's. */
export const localeOf = (request: FastifyRequest<ConnectRequest>, fallback: string): string =>
  request.query.lang === undefined ? fallback : parseLocale(request.query.lang);
