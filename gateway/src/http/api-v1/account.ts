import type { FastifyInstance } from "fastify";
import { idealIssuers } from "#domain/method/issuers.ts";
import { refusal } from "#domain/refusal.ts";
import type { Authenticate } from "./authentication.ts";
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
const notOffered = [
  "/signup-account",
  "/accounts",
  "/customers",
  "/terminals",
  "/terminal-groups",
  "/wallets",
  "/pos",
  "/receipt",
];

/** `GET /me`, `GET /categories`, `GET /issuers/{gateway}`, and the plain word about what is not offered. */
export function registerAccount(server: FastifyInstance, authenticate: Authenticate): void {
  server.get("/me", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return success({ account_id: site.accountId, role: "site", site_id: site.id });
  });

  server.get("/categories", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return success(categories.map(([code, description]) => ({ code, description })));
  });

  // Of the methods with issuers only iDEAL is offered.
  server.get<{ Params: { gateway: string } }>("/issuers/:gateway", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return request.params.gateway.toUpperCase() === "IDEAL"
      ? success(idealIssuers.map(({ code, description }) => ({ code, description })))
      : sendRefusal(reply, refusal(1036));
  });

  for (const family of notOffered) {
    for (const url of [family, `${family}/*`]) {
      server.all(url, async (request, reply) => {
        const site = await authenticate(request, reply);
        return site === null
          ? reply
          : sendRefusal(reply, refusal(1000, `Not offered: this gateway has no ${family.slice(1)}`));
      });
    }
  }
}
