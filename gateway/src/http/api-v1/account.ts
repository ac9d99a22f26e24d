import type { FastifyInstance } from "fastify";
import { idealIssuers } from "#domain/method/issuers.ts";
import { refusal } from "#domain/refusal.ts";
import type { Authentication } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";

/** The categories of the contract (tokens-transactions-account.md §6). */
const categories: readonly (readonly [code: string, description: string])[] = [
  ["100", "Gifts and gadgets"],
  ["101", "Electronics and computers"],
  ["102", "Games"],
  ["103", "Health"],
  ["104", "House and garden"],
  ["105", "Office supplies"],
  ["106", "Kids and toys"],
  ["107", "Nutrition"],
  ["108", "Fashion and care"],
  ["109", "Music, movies, and books"],
  ["110", "Sport, leisure, and hobby"],
  ["111", "Phone and internet"],
  ["112", "Holiday and travel"],
  ["113", "Sales and auctions"],
  ["114", "Other"],
  ["999", "Adult"],
];

/** Families of the original API that this gateway does not offer (docs/api/not-offered.md). */
export const notOffered: readonly string[] = [
  "/signup-account",
  "/accounts",
  "/customers",
  "/terminals",
  "/terminal-groups",
  "/wallets",
  "/pos",
];

/** `GET /me`, `GET /categories`, `GET /issuers/{gateway}`, and the plain word about what is not offered. */
export function registerAccount(server: FastifyInstance, authentication: Authentication): void {
  const { anyKey, catalogue } = authentication;

  server.get("/me", async (request, reply) => {
    const holder = await anyKey(request, reply);
    if (holder === null) return reply;
    return success({
      account_id: holder.accountId,
      role: holder.key.isReadOnly ? "read-only" : holder.role,
      site_id: holder.site.id,
    });
  });

  server.get("/categories", async (request, reply) => {
    if ((await anyKey(request, reply)) === null) return reply;
    return success(categories.map(([code, description]) => ({ code, description })));
  });

  // Of the methods with issuers only iDEAL is offered.
  server.get<{ Params: { gateway: string } }>("/issuers/:gateway", async (request, reply) => {
    if ((await catalogue(request, reply)) === null) return reply;
    return request.params.gateway.toUpperCase() === "IDEAL"
      ? success(idealIssuers.map(({ code, description }) => ({ code, description })))
      : sendRefusal(reply, refusal(1036));
  });

  for (const family of notOffered) {
    for (const url of [family, `${family}/*`]) {
      server.all(url, async (request, reply) => {
        return (await anyKey(request, reply)) === null
          ? reply
          : sendRefusal(reply, refusal(1000, `Not offered: this gateway has no ${family.slice(1)}`));
      });
    }
  }
}
