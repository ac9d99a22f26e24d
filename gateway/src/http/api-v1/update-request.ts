import type { OrderUpdate } from "#app/update-order.ts";
import type { JsonObject } from "#domain/json.ts";
import { parseMinor } from "#domain/money.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { booleanOf, isGiven, storableObject, textOf } from "./lenient.ts";

/** Members that a shop reports of shipment and invoice; kept as they came. */
const fulfilmentMembers = [
  "tracktrace_code",
  "tracktrace_url",
  "carrier",
  "ship_date",
  "reason",
  "invoice_id",
  "invoice_url",
  "po_number",
  "memo",
  "description",
];

/** Longest text of one of them. */
const longestNote = 1_000;

/** Shipment and invoice data of a body. Refused with 1016 where one is no text or too long. */
export function parseFulfilment(body: Readonly<Record<string, unknown>>): Result<JsonObject, Refusal> {
  const given: Record<string, string> = {};
  for (const name of fulfilmentMembers) {
    const text = textOf(body[name], longestNote);
    if (text === null) return refuse(refusal(1016, `Missing data: ${name} is no text`));
    if (text !== undefined) given[name] = text;
  }
  return ok(storableObject(given));
}

/** The body of `PATCH /orders/{order_id}`: its intent is told by its members (contract, orders.md §4). */
export function parseUpdate(body: Readonly<Record<string, unknown>>): Result<OrderUpdate, Refusal> {
  const status = (textOf(body["status"], 50) ?? "").trim().toLowerCase();
  if (booleanOf(body["extend_expiration"]) === true) return ok({ kind: "extend" });
  switch (status) {
    case "shipped": {
      // Only what is invoiced after delivery is shipped in parts; the money of a card has moved as a whole.
      const part = body["amount"] ?? body["partial_shipment_amount"];
      return isGiven(part) && (parseMinor(part) ?? 0n) === 0n
        ? refuse(refusal(1001, "Invalid amount: of a partial shipment"))
        : ok({ kind: "ship" });
    }
    case "cancelled":
      return ok({ kind: "cancel", isSessionOnly: booleanOf(body["exclude_order"]) ?? false });
    case "completed":
      return ok({ kind: "review", verdict: "clear" });
    case "declined":
    case "void":
      return ok({ kind: "review", verdict: "reject" });
    case "":
      return ok({ kind: "note" });
    default:
      return refuse(refusal(1000, "Transaction not allowed: an order is not set to this status"));
  }
}
