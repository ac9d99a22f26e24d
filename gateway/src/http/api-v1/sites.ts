import type { FastifyInstance, FastifyReply } from "fastify";
import type { SiteDirectory } from "#app/authenticate-site.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { changeOwnSite, readOwnSite } from "#app/own-sites.ts";
import type { JsonObject } from "#domain/json.ts";
import { toWire } from "#domain/money.ts";
import { heldBy } from "./answer-once.ts";
import type { AuthenticateHolder } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { parseJsonBody } from "./json-body.ts";
import { mergeProfile } from "./site-request.ts";
import { sendInvalid } from "./validation-error.ts";

interface SiteRequest {
  Params: { id: string };
}

type ShownSite = Extract<Awaited<ReturnType<typeof readOwnSite>>, { readonly ok: true }>["value"];

export interface SiteRoutes {
  readonly deps: Dependencies;
  readonly authenticate: AuthenticateHolder;
  /** Told of a change, so that the next order of the site already knows it. */
  readonly forget: SiteDirectory["forget"];
}

/**
 * `GET` and `PATCH /sites/{site_id}` (contract, tokens-transactions-account.md
 * §7): the key's own site, or those of its account. Any other is refused alike,
 * whether it exists or not.
 */
export function registerSites(server: FastifyInstance, { deps, authenticate, forget }: SiteRoutes): void {
  server.get<SiteRequest>("/sites/:id", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const wanted = parseId(request.params.id);
    if (wanted === null) return notFound(reply);
    const found = await readOwnSite(deps, holder, wanted);
    return found.ok ? send(reply, found.value) : forbidden(reply);
  });

  server.patch<SiteRequest>("/sites/:id", async (request, reply) => {
    const body = parseJsonBody(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
    if (!body.ok) return sendRefusal(reply, body.refusal, 400);
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const wanted = parseId(request.params.id);
    if (wanted === null) return notFound(reply);
    const held = heldBy(request, deps);
    const changed =
      held.made === null
        ? await changeOwnSite(held.deps, {
            holder,
            wanted,
            change: (current) => mergeProfile(current, body.value.members),
          })
        : await readOwnSite(deps, holder, wanted);
    if (changed.ok) {
      forget(changed.value.id);
      return send(reply, changed.value);
    }
    if (changed.refusal === "forbidden") return forbidden(reply);
    return sendInvalid(reply, changed.refusal);
  });
}

/** Site ids are handed out by the database; what cannot be one is not looked up. */
const parseId = (text: string): number | null => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null);

const forbidden = (reply: FastifyReply): FastifyReply => reply.code(403).send({ message: "Forbidden" });
const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ message: "Not found" });

/** Holds the site's key: not for a cache on the way. */
const send = (reply: FastifyReply, site: ShownSite): FastifyReply =>
  reply.header("cache-control", "no-store").send(success(presentSite(site)));

const presentSite = ({ id, accountId, apiKey, profile }: ShownSite): JsonObject => ({
  account_id: accountId,
  api_key: apiKey?.reveal() ?? null,
  id,
  name: profile.name,
  notification_url: profile.notificationUrl,
  price_from: profile.priceFrom === null ? null : toWire(profile.priceFrom),
  price_till: profile.priceTill === null ? null : toWire(profile.priceTill),
  support_email: profile.supportEmail,
  support_phone: profile.supportPhone,
  url: profile.url,
});
