import type { FastifyInstance } from "fastify";
import type { Dependencies } from "#app/dependencies.ts";
import { listClosings } from "#app/list-closings.ts";
import { ownSites } from "#app/own-sites.ts";
import { parseCurrency } from "#domain/currency.ts";
import type { SiteId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { toWire } from "#domain/money.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { type Instant, later, parseOrderTime, toOrderTime } from "#domain/time.ts";
import type { AuthenticateHolder } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";

type Wanted = Parameters<typeof listClosings>[1];
type Closing = Awaited<ReturnType<typeof listClosings>>["closings"][number];

/** `GET /closing-balances` (contract, tokens-transactions-account.md §3). */
export function registerClosingBalances(
  server: FastifyInstance,
  { deps, authenticate }: { readonly deps: Dependencies; readonly authenticate: AuthenticateHolder },
): void {
  server.get("/closing-balances", async (request, reply) => {
    const holder = await authenticate(request, reply);
    if (holder === null) return reply;
    const wanted = parseWanted(request.query, (await ownSites(deps, holder, null)) ?? []);
    if (!wanted.ok) return sendRefusal(reply, wanted.refusal);
    const { closings, total } = await listClosings(deps, wanted.value);
    const lines = closings.map((closing) => presentClosing(closing, holder.accountId));
    return { ...success(lines), page: { total } };
  });
}

function parseWanted(query: unknown, sites: readonly SiteId[]): Result<Wanted, Refusal> {
  const from = dateOf(query, "from");
  if (from === undefined) return refuse(refusal(1016, "Missing data: from is not a date (YYYY-MM-DD)"));
  const until = dateOf(query, "until");
  if (until === undefined) return refuse(refusal(1016, "Missing data: until is not a date (YYYY-MM-DD)"));
  if (from !== null && until !== null && until <= from) {
    return refuse(refusal(1016, "Missing data: until must be after from"));
  }
  const code = textOf(query, "currency");
  const currency = code === "" ? null : parseCurrency(code);
  if (currency === null && code !== "") return refuse(refusal(1002));
  return ok({ sites, from, until, currency });
}

/** Null where it is not given; undefined where it is no day of the calendar. */
function dateOf(query: unknown, name: "from" | "until"): Instant | null | undefined {
  const text = textOf(query, name);
  if (text === "") return null;
  const midnight = /^20\d{2}-\d{2}-\d{2}$/.test(text) ? parseOrderTime(text) : null;
  return midnight !== null && toOrderTime(midnight) === `${text}T00:00:00` ? midnight : undefined;
}

/** A member that is given twice is no text, and so no date and no currency either. */
function textOf(query: unknown, name: string): string {
  const members = typeof query === "object" && query !== null ? new Map(Object.entries(query)) : null;
  const value: unknown = members?.get(name) ?? "";
  return typeof value === "string" ? value.trim() : "?";
}

/** The site is told beside what the contract has, to tell apart those of an account. A site has no bank account on record: IBAN and BIC stay empty. */
const presentClosing = (closing: Closing, accountId: number): JsonObject => ({
  account_id: accountId,
  amount: Number(closing.amount),
  amount_uncleared: Number(closing.amountUncleared),
  bic: "",
  closing_date: toOrderTime(later(closing.endedAt, -1)).slice(0, 10),
  currency: closing.currency,
  iban: "",
  payout_amount: toWire(closing.payoutAmount),
  payout_transaction_id: closing.payoutTransactionId,
  site_id: closing.siteId,
  status: "completed",
});
