import type { FastifyInstance, FastifyReply } from "fastify";
import { listTransactions, readTransaction } from "#app/list-transactions.ts";
import type { Dependencies } from "#app/dependencies.ts";
import { ownSites } from "#app/own-sites.ts";
import type { Json } from "#domain/json.ts";
import { presentTransaction } from "#domain/order/present-transaction.ts";
import type { AuthenticateHolder } from "./authentication.ts";
import { success } from "./envelope.ts";
import { cursorOf, type Listing, parseListing } from "./transactions-request.ts";
import { sendInvalid } from "./validation-error.ts";

type Transactions = Parameters<typeof listTransactions>[0];
type Page = Awaited<ReturnType<typeof listTransactions>>;

export interface TransactionRoutes {
  readonly transactions: Transactions;
  readonly deps: Dependencies;
  readonly authenticate: AuthenticateHolder;
}

/**
 * `GET /transactions` and `GET /transactions/{transaction_id}` (contract,
 * tokens-transactions-account.md §2): of the newer family, whose refusals are
 * `{"message": …}`.
 */
export function registerTransactions(server: FastifyInstance, routes: TransactionRoutes): void {
  const { transactions, deps, authenticate } = routes;

  server.get("/transactions", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const wanted = wantedSite(request.query);
    const sites = wanted === undefined ? null : await ownSites(deps, holder, wanted);
    if (sites === null) return reply.code(403).send({ message: "Forbidden" });
    const listing = parseListing(request.query, sites);
    if (!listing.ok) return sendInvalid(reply, [listing.refusal]);
    const { filter, page } = listing.value;
    const found = await listTransactions(transactions, filter, page);
    const lines = found.lines.map((line) => presentTransaction(line.order, line.attempt, line.related));
    return {
      ...success(lines),
      pager: pager(found, listing.value, `${deps.publicUrl}/v1/json/transactions`),
    };
  });

  server.get<{ Params: { id: string } }>("/transactions/:id", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const { id } = request.params;
    const transactionId = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : null;
    if (transactionId === null) return notFound(reply);
    const sites = (await ownSites(deps, holder, null)) ?? [];
    const found = await readTransaction(transactions, sites, transactionId);
    if (!found.ok) return notFound(reply);
    const { order, attempt, related } = found.value;
    return success(presentTransaction(order, attempt, related));
  });
}

/** The site that the list is narrowed to; null for all, undefined for what is no site's number. */
function wantedSite(query: unknown): number | null | undefined {
  const given = typeof query === "object" && query !== null && "site_id" in query ? query.site_id : "";
  if (given === "") return null;
  return typeof given === "string" && /^[1-9]\d{0,14}$/.test(given) ? Number(given) : undefined;
}

const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ message: "Not found" });

/** URLs and cursors of the neighbouring pages, with the filters of this one. */
function pager(page: Page, { query, page: { limit } }: Listing, url: string): Json {
  const after = page.after === null ? null : cursorOf(page.after);
  const before = page.before === null ? null : cursorOf(page.before);
  const link = (name: "after" | "before", cursor: string | null): string | null => {
    if (cursor === null) return null;
    const parameters = new URLSearchParams(query);
    parameters.set(name, cursor);
    parameters.set("limit", String(limit));
    return `${url}?${parameters.toString()}`;
  };
  return { after: link("after", after), before: link("before", before), cursor: { after, before }, limit };
}
