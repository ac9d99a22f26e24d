import type { FastifyInstance, FastifyReply } from "fastify";
import { listTransactions, readTransaction } from "#app/list-transactions.ts";
import type { Json } from "#domain/json.ts";
import { presentTransaction } from "#domain/order/present-transaction.ts";
import type { Authenticate } from "./authentication.ts";
import { success } from "./envelope.ts";
import { cursorOf, type Listing, parseListing } from "./transactions-request.ts";

type Transactions = Parameters<typeof listTransactions>[0];
type Page = Awaited<ReturnType<typeof listTransactions>>;

export interface TransactionRoutes {
  readonly transactions: Transactions;
  readonly siteOf: Authenticate;
  readonly publicUrl: string;
}

/**
 * `GET /transactions` and `GET /transactions/{transaction_id}` (contract,
 * tokens-transactions-account.md §2): of the newer family, whose refusals are
 * `{"message": …}`.
 */
export function registerTransactions(server: FastifyInstance, routes: TransactionRoutes): void {
  const { transactions, siteOf, publicUrl } = routes;

  server.get("/transactions", async (request, reply) => {
    const site = await siteOf(request, reply);
    if (site === null) return reply;
    const listing = parseListing(request.query, site.id);
    if (!listing.ok) {
      return reply.code(422).send({
        success: false,
        message: "Validation error",
        errors: [listing.refusal],
      });
    }
    const { filter, page } = listing.value;
    const found = await listTransactions(transactions, filter, page);
    const lines = found.lines.map((line) => presentTransaction(line.order, line.attempt, line.related, site));
    return { ...success(lines), pager: pager(found, listing.value, `${publicUrl}/v1/json/transactions`) };
  });

  server.get<{ Params: { id: string } }>("/transactions/:id", async (request, reply) => {
    const site = await siteOf(request, reply);
    if (site === null) return reply;
    const { id } = request.params;
    const transactionId = /^[1-9]\d{0,15}$/.test(id) ? Number(id) : null;
    if (transactionId === null) return notFound(reply);
    const found = await readTransaction(transactions, site.id, transactionId);
    if (!found.ok) return notFound(reply);
    const { order, attempt, related } = found.value;
    return success(presentTransaction(order, attempt, related, site));
  });
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
