import type { FastifyInstance, FastifyReply } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { listNotifications } from "#app/list-notifications.ts";
import { ownSites } from "#app/own-sites.ts";
import { resendNotification } from "#app/resend-notification.ts";
import type { Json, JsonObject } from "#domain/json.ts";
import { refusal } from "#domain/refusal.ts";
import { toOrderTime } from "#domain/time.ts";
import type { AuthenticateHolder } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { cursorOf, type Listing, parseListing, wantedSite } from "./notifications-request.ts";
import { sendInvalid } from "./validation-error.ts";

type Page = Awaited<ReturnType<typeof listNotifications>>;

/**
 * `GET /notifications` and `POST /notifications/{id}/resend`: what was told to the
 * shop, and telling it again. The provider has both in its dashboard only; they
 * look like the list of transactions and refuse like the newer family.
 */
export function registerNotifications(
  server: FastifyInstance,
  { deps, authenticate }: { readonly deps: Dependencies; readonly authenticate: AuthenticateHolder },
): void {
  server.get("/notifications", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const wanted = wantedSite(request.query);
    const sites = wanted === undefined ? null : await ownSites(deps, holder, wanted);
    if (sites === null) return reply.code(403).send({ message: "Forbidden" });
    const listing = parseListing(request.query);
    if (!listing.ok) return sendInvalid(reply, [listing.refusal]);
    const page = await listNotifications(deps, { sites, ...listing.value });
    return {
      ...success(page.entries.map(presentNotification)),
      pager: pager(page, listing.value, `${deps.publicUrl}/v1/json/notifications`),
    };
  });

  server.post<{ Params: { id: string } }>("/notifications/:id/resend", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const { id } = request.params;
    if (!/^[1-9]\d{0,15}$/.test(id)) return notFound(reply);
    const sites = (await ownSites(deps, holder, null)) ?? [];
    const resent = await resendNotification(deps, sites, Number(id));
    if (resent.ok) {
      return success({ order_id: resent.value.orderId, transaction_id: resent.value.transactionId });
    }
    return resent.refusal === "not-found"
      ? notFound(reply)
      : sendRefusal(
          reply.header("retry-after", "900"),
          refusal(429, "Too many requests: the order was sent again five times within a quarter of an hour"),
        );
  });
}

const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ message: "Not found" });

const presentNotification = (entry: Page["entries"][number]): JsonObject => ({
  id: entry.id,
  order_id: entry.orderId,
  transaction_id: entry.transactionId,
  site_id: entry.siteId,
  status: entry.orderStatus,
  financial_status: entry.financialStatus,
  attempt: entry.number,
  method: entry.method,
  url: entry.url,
  created: toOrderTime(entry.sentAt),
  duration_ms: entry.durationMs,
  http_status: entry.status,
  result: entry.outcome,
  acknowledged: entry.outcome === "acknowledged",
  next_attempt: entry.nextAttemptAt === null ? null : toOrderTime(entry.nextAttemptAt),
});

/** As of the list of transactions. */
function pager(page: Page, { orderId, siteId, page: { limit } }: Listing, url: string): Json {
  const after = page.after === null ? null : cursorOf(page.after);
  const before = page.before === null ? null : cursorOf(page.before);
  const link = (name: "after" | "before", cursor: string | null): string | null => {
    if (cursor === null) return null;
    const parameters = new URLSearchParams();
    if (siteId !== null) parameters.set("site_id", String(siteId));
    if (orderId !== null) parameters.set("order_id", orderId);
    parameters.set(name, cursor);
    parameters.set("limit", String(limit));
    return `${url}?${parameters.toString()}`;
  };
  return { after: link("after", after), before: link("before", before), cursor: { after, before }, limit };
}
