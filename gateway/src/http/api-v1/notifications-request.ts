import { ok, refuse, type Result } from "#domain/result.ts";
import { invalid, type InvalidAttribute } from "./validation-error.ts";

export interface Listing {
  readonly orderId: string | null;
  readonly siteId: number | null;
  readonly page: { readonly limit: number; readonly after: number | null; readonly before: number | null };
}

const defaultLimit = 100;
const mostLines = 1_000;

/** The query of `GET /notifications`. */
export function parseListing(query: unknown): Result<Listing, InvalidAttribute> {
  const orderId = textOf(query, "order_id");
  // Longer than any order id there is: nothing to look for, and nothing for the database to choke on.
  if (orderId === undefined || orderId.length > 200 || !orderId.isWellFormed() || orderId.includes("\0")) {
    return refuse(invalid("order_id", "not-an-order-id"));
  }
  const limitText = textOf(query, "limit") ?? "?";
  const limit = limitText === "" ? defaultLimit : Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostLines) {
    return refuse(invalid("limit", "not-1-to-1000"));
  }
  const after = placeOf(textOf(query, "after"));
  const before = placeOf(textOf(query, "before"));
  if (after === undefined) return refuse(invalid("after", "not-a-cursor"));
  if (before === undefined) return refuse(invalid("before", "not-a-cursor"));
  return ok({
    orderId: orderId === "" ? null : orderId,
    siteId: wantedSite(query) ?? null,
    page: { limit, after, before },
  });
}

/** The site that the list is narrowed to; null for all, undefined for what is no site's number. */
export function wantedSite(query: unknown): number | null | undefined {
  const text = textOf(query, "site_id");
  if (text === "") return null;
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** Opaque to the client: the place as base64url. */
export const cursorOf = (id: number): string => Buffer.from(`n${id}`).toString("base64url");

function placeOf(cursor: string | undefined): number | null | undefined {
  if (cursor === "") return null;
  const text = cursor === undefined ? "" : Buffer.from(cursor.slice(0, 100), "base64url").toString();
  const id = /^n([1-9]\d{0,14})$/.exec(text)?.[1];
  return id === undefined ? undefined : Number(id);
}

/** Empty where it is not given; undefined where it is given twice. */
function textOf(query: unknown, name: string): string | undefined {
  const members = typeof query === "object" && query !== null ? new Map(Object.entries(query)) : null;
  const value: unknown = members?.get(name) ?? "";
  return typeof value === "string" ? value.trim() : undefined;
}
