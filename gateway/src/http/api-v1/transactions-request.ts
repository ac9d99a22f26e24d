import type { listTransactions } from "#app/list-transactions.ts";
import type { SiteId } from "#domain/ids.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { type Instant, instant, parseOrderTime } from "#domain/time.ts";
import { storableText } from "./lenient.ts";
import { invalid, type InvalidAttribute } from "./validation-error.ts";

type Filter = Parameters<typeof listTransactions>[1];
type Page = Parameters<typeof listTransactions>[2];
type Place = NonNullable<Page["after"]>;

export interface Listing {
  readonly filter: Filter;
  readonly page: Page;
  /** The filters as they came, for the links to the neighbouring pages. */
  readonly query: [name: string, value: string][];
}

const defaultLimit = 100;
const mostLines = 1_000;
/** More values than a filter has. */
const mostValues = 50;

/** The query of `GET /transactions`. Values may be repeated, indexed PHP-style or listed with commas. */
export function parseListing(query: unknown, sites: readonly SiteId[]): Result<Listing, InvalidAttribute> {
  const values = valuesOf(query);
  const time = (name: string): Instant | null | undefined => {
    const text = values.get(name)?.[0];
    return text === undefined || text === "" ? null : (parseOrderTime(text) ?? undefined);
  };
  const times = {
    createdFrom: time("created_from"),
    createdUntil: time("created_until"),
    completedFrom: time("completed_from"),
    completedUntil: time("completed_until"),
  };
  for (const [name, at] of Object.entries(times)) {
    if (at === undefined) return refuse(invalid(snake(name), "not-a-date"));
  }
  const limitText = values.get("limit")?.[0] ?? "";
  const limit = limitText === "" ? defaultLimit : Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLines)
    return refuse(invalid("limit", "not-1-to-1000"));
  const after = placeOf(values.get("after")?.[0]);
  const before = placeOf(values.get("before")?.[0]);
  if (after === undefined) return refuse(invalid("after", "not-a-cursor"));
  if (before === undefined) return refuse(invalid("before", "not-a-cursor"));
  const debitCredit = (values.get("debit_credit")?.[0] ?? "").toUpperCase();
  if (debitCredit !== "" && debitCredit !== "C" && debitCredit !== "D") {
    return refuse(invalid("debit_credit", "not-c-or-d"));
  }
  const list = (name: string): readonly string[] => (values.get(name) ?? []).filter((value) => value !== "");
  return ok({
    filter: {
      sites,
      createdFrom: times.createdFrom ?? null,
      createdUntil: times.createdUntil ?? null,
      completedFrom: times.completedFrom ?? null,
      completedUntil: times.completedUntil ?? null,
      statuses: list("status").map((value) => ourWord(lower(value), ourStatuses)),
      financialStatuses: list("financial_status").map(lower),
      types: list("type").map((value) => ourWord(lower(value), ourTypes)),
      paymentMethods: list("payment_method").map((value) => value.toUpperCase()),
      currencies: list("currency").map((value) => value.toUpperCase()),
      debitCredit: debitCredit === "" ? null : debitCredit,
    },
    page: { limit, after, before },
    query: [...values]
      .filter(([name]) => kept.has(name))
      .map(([name, given]): [string, string] => [name, given.join(",")]),
  });
}

/** Opaque to the client: the place as base64url. */
export const cursorOf = (place: Place): string =>
  Buffer.from(`${place.createdAt}.${place.transactionId}`).toString("base64url");

/** The end of the last year that the database and ISO 8601 write alike, with four digits. */
const lastPlace = Date.UTC(9999, 11, 31);

function placeOf(cursor: string | undefined): Place | null | undefined {
  if (cursor === undefined || cursor === "") return null;
  const match = /^(\d{1,15})\.(\d{1,16})$/.exec(Buffer.from(cursor.slice(0, 100), "base64url").toString());
  const [, createdAt, transactionId] = match ?? [];
  return createdAt === undefined || transactionId === undefined || Number(createdAt) > lastPlace
    ? undefined
    : { createdAt: instant(Number(createdAt)), transactionId: Number(transactionId) };
}

const kept = new Set([
  "site_id",
  "created_from",
  "created_until",
  "completed_from",
  "completed_until",
  "status",
  "financial_status",
  "type",
  "payment_method",
  "currency",
  "debit_credit",
]);

function valuesOf(query: unknown): ReadonlyMap<string, string[]> {
  const values = new Map<string, string[]>();
  if (typeof query !== "object" || query === null) return values;
  for (const [name, value] of Object.entries(query)) {
    const plain = name.replace(/\[\d*\]$/, "");
    const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
    const list = [...(values.get(plain) ?? []), ...texts.flatMap((text) => text.split(","))];
    values.set(
      plain,
      list.slice(0, mostValues).map((text) => storableText(text.trim())),
    );
  }
  return values;
}

/** The contract writes some filters in two ways (tokens-transactions-account.md §2, refunds.md §7). */
const ourStatuses: ReadonlyMap<string, string> = new Map([["chargeback", "chargedback"]]);
const ourTypes: ReadonlyMap<string, string> = new Map([
  ["chargedback", "chargeback"],
  ["reserve_chargeback", "reverse_chargeback"],
  ["reverse-chargeback", "reverse_chargeback"],
]);
const ourWord = (word: string, words: ReadonlyMap<string, string>): string => words.get(word) ?? word;

const lower = (text: string): string => text.toLowerCase();
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
