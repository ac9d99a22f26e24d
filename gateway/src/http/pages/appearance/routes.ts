import type { FastifyInstance, FastifyReply } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { findLogo } from "#app/find-logo.ts";
import { countUnknownLink, isGuessingLinks } from "#app/limit-requests.ts";
import type { Stylist } from "./stylist.ts";

/** What a site's and an order's look is made of, under addresses that never mean anything else. */
export function registerAppearance(
  server: FastifyInstance,
  { deps, stylist }: { readonly deps: Dependencies; readonly stylist: Stylist },
): void {
  server.get<{ Params: { file: string } }>("/assets/brand/:file", async (request, reply) => {
    const sheet = stylist.find(request.params.file);
    return sheet === null
      ? nothing(reply)
      : immutable(reply).type("text/css; charset=utf-8").send(sheet.body);
  });

  server.get<{ Params: { file: string } }>("/assets/logo/:file", async (request, reply) => {
    if (isGuessingLinks(deps, request.ip).kind === "refused") return nothing(reply);
    const logo = await findLogo(deps, request.params.file);
    if (logo === null) await countUnknownLink(deps, request.ip);
    return logo === null
      ? nothing(reply)
      : immutable(reply)
          // A picture opened by itself is still not a page of ours.
          .header("content-security-policy", "default-src 'none'; sandbox")
          .type(`image/${logo.type}`)
          .send(Buffer.from(logo.bytes));
  });
}

const immutable = (reply: FastifyReply): FastifyReply =>
  reply
    .header("cache-control", "public, max-age=31536000, immutable")
    .header("x-content-type-options", "nosniff")
    .header("cross-origin-resource-policy", "same-origin");

const nothing = (reply: FastifyReply): FastifyReply =>
  reply.code(404).header("cache-control", "no-store").type("text/plain; charset=utf-8").send("Not found");
