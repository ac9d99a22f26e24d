import { randomBytes } from "node:crypto";
import type { Api, ApiAnswer } from "./api.ts";
import { assertAccepted } from "./expectations.ts";
import { type JsonObject, listAt, objectAt, textAt } from "./json.ts";
import { type CardInput, directOrder, newOrderId, type OrderBody, redirectOrder } from "./orders.ts";

/** A shopper nobody else is. */
export const newReference = (prefix = "customer"): string => `${prefix}-${randomBytes(6).toString("hex")}`;

export interface Initial {
  readonly reference: string;
  readonly model?: string;
  readonly card?: CardInput;
  readonly members?: OrderBody;
  readonly gatewayInfo?: OrderBody;
}

/** A direct order whose card the shopper leaves; without 3-D Secure unless asked for. */
export const initialOrder = ({
  reference,
  model = "cardOnFile",
  card = {},
  members = {},
  gatewayInfo = { flexible_3d: false },
}: Initial): OrderBody => ({
  ...directOrder({}, card, gatewayInfo),
  recurring_model: model,
  customer: { locale: "nl_NL", ip_address: "192.0.2.10", reference },
  ...members,
});

/** A charge of a kept card, as the contract shows it: no card, no gateway, no address (cards-3ds.md §10). */
export const subsequentOrder = (
  { token, reference, model = "cardOnFile" }: { token: string; reference: string; model?: string },
  members: OrderBody = {},
): OrderBody => ({
  ...redirectOrder(),
  type: "direct",
  order_id: newOrderId("charge"),
  recurring_id: token,
  recurring_model: model,
  customer: { reference },
  ...members,
});

/** Pays an initial order and gives the token it leaves. */
export async function leaveCard(api: Api, initial: Initial): Promise<string> {
  const order = assertAccepted(await api("POST", "/orders", initialOrder(initial)));
  return textAt(order, "payment_details", "recurring_id");
}

export const tokensOf = async (api: Api, reference: string, query = ""): Promise<ApiAnswer> =>
  await api("GET", `/recurring/${encodeURIComponent(reference)}${query}`);

export async function namesOf(api: Api, reference: string): Promise<readonly string[]> {
  const tokens = listAt(assertAccepted(await tokensOf(api, reference)), "tokens");
  return tokens.map((token) => textAt(token, "token"));
}

/** `recurring_id`, `recurring_model`, `recurring_flow` of an order object. */
export function recurringOf(order: JsonObject): readonly unknown[] {
  const details = objectAt(order, "payment_details");
  return [details["recurring_id"], details["recurring_model"], details["recurring_flow"]];
}
