import type { Browser } from "#domain/authentication/browser.ts";
import type { OrderDetails, OrderType } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { parseTokenName } from "#domain/token/card-token.ts";
import { parseRecurringModel, type RecurringModel } from "#domain/token/recurring-model.ts";
import type { TokenCharge } from "#app/charge-token.ts";
import { isGiven, objectOf, textOf } from "./lenient.ts";

export interface Recurring {
  readonly model: RecurringModel | null;
  readonly flow: string | null;
  /** What the request calls a kept card; null where it brings none. */
  readonly id: unknown;
}

/**
 * `recurring_model`, `recurring_flow` and `recurring_id` of an order, or the newer
 * `recurring` with `model` and `id`. A model that is none of the three is refused
 * with 1016. Only a direct order is paid by a kept card: on a page the shopper chooses.
 */
export function parseRecurring(
  body: Readonly<Record<string, unknown>>,
  type: OrderType,
): Result<Recurring, Refusal> {
  const nested = objectOf(body["recurring"]);
  if (nested === null) return refuse(refusal(1016, "Missing data: recurring is not an object"));
  const given = isGiven(body["recurring_model"]) ? body["recurring_model"] : nested["model"];
  const model = isGiven(given) ? parseRecurringModel(textOf(given, 50) ?? "") : null;
  if (isGiven(given) && model === null) {
    return refuse(refusal(1016, "Missing data: unknown recurring_model"));
  }
  const id = isGiven(body["recurring_id"]) ? body["recurring_id"] : nested["id"];
  const flow = textOf(body["recurring_flow"], 50) ?? "";
  return ok({ model, flow: flow === "" ? null : flow, id: type === "direct" && isGiven(id) ? id : null });
}

/** A charge of a kept card. Without the shopper's reference: 1016; a name that no token has: 1000. */
export function parseTokenCharge(
  { id, model }: Recurring,
  reference: OrderDetails["customer"]["reference"],
  browser: Browser,
): Result<Omit<TokenCharge, "through">, Refusal> {
  if (reference === null || reference === "") {
    return refuse(refusal(1016, "Missing data: customer.reference"));
  }
  const token = parseTokenName(textOf(id, 100) ?? "");
  return token === null ? refuse(refusal(1000, "Token not found")) : ok({ token, reference, model, browser });
}
