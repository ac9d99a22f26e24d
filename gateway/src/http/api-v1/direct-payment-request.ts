import type { DirectPayment } from "#app/create-order.ts";
import type { Method } from "#domain/method/catalogue.ts";
import type { OrderDetails, OrderType } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { browserOf } from "./browser-of-customer.ts";
import { parseCard } from "./card-request.ts";
import { booleanOf } from "./lenient.ts";
import { parseProviderInput } from "./provider-request.ts";
import { parseTokenCharge, type Recurring } from "./recurring-request.ts";

/** What a direct order is paid with: a kept card, the method's own members, or the card of `gateway_info`. */
export function parseDirectPayment(
  type: OrderType,
  given: {
    readonly info: Readonly<Record<string, unknown>>;
    readonly method: Method | null;
    readonly recurring: Recurring;
    readonly shopper: Pick<OrderDetails, "customer" | "locale">;
  },
): Result<DirectPayment | null, Refusal> {
  if (type !== "direct") return ok(null);
  const { info, method, recurring, shopper } = given;
  const browser = browserOf(shopper.customer, shopper.locale);
  if (recurring.id !== null) {
    const through = method === null ? null : method.kind === "card" ? "card" : "account";
    // An account is debited, however its mandate was given.
    if (through === "account" && method?.id !== "DIRDEB") return refuse(refusal(1000, "Token not found"));
    const charge = parseTokenCharge(recurring, shopper.customer.reference, browser);
    return charge.ok ? ok({ kind: "token", through, ...charge.value }) : charge;
  }
  if (method !== null && method.kind !== "card") {
    const input = parseProviderInput(info, method, true);
    return input.ok ? ok({ kind: "provider", method: method.id, input: input.value }) : input;
  }
  const card = parseCard(info, { isCvcOptional: booleanOf(info["moto"]) ?? false });
  return card.ok ? ok({ kind: "card", card: card.value, browser }) : card;
}
