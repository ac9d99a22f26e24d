import { giftCardNames } from "./gift-cards.ts";
import type { PaymentStatus } from "./payment-status.ts";

/** What a shopper may choose on the bank's page. */
export type Scenario = "success" | "failure" | "cancelled" | "expired" | "closed";

/** How the provider behind a method behaves. */
export interface Behaviour {
  /** Who ends the open payment: the shopper by a choice, by a gift card, or nobody on a page. */
  readonly page: "scenarios" | "gift-card" | "none";
  /** What each choice leads to, in the order in which the page lists them. */
  readonly scenarios: Readonly<Partial<Record<Scenario, PaymentStatus>>>;
  /** Null: success is final, or shipping brings the money. */
  readonly paidAfterSuccessSeconds: number | null;
  /** Null: shipping changes nothing. */
  readonly paidAfterShipmentSeconds: number | null;
}

export interface Method {
  readonly name: string;
  readonly behaviour: Behaviour;
}

const day = 86_400;
const timeless = { paidAfterSuccessSeconds: null, paidAfterShipmentSeconds: null } as const;
const ends = { failure: "failed", cancelled: "cancelled", expired: "expired" } as const;

const bank: Behaviour = { page: "scenarios", scenarios: { success: "paid", ...ends }, ...timeless };
const slowBank: Behaviour = {
  ...bank,
  scenarios: { success: "pending", ...ends },
  paidAfterSuccessSeconds: 120,
};
const account: Behaviour = { page: "none", scenarios: {}, ...timeless };
const payPal: Behaviour = {
  page: "scenarios",
  scenarios: { success: "paid", cancelled: "cancelled", closed: "expired" },
  ...timeless,
};
const wallet: Behaviour = {
  page: "scenarios",
  scenarios: { success: "paid", failure: "failed", cancelled: "cancelled" },
  ...timeless,
};
const payLater: Behaviour = {
  page: "scenarios",
  scenarios: { success: "authorized", ...ends },
  paidAfterSuccessSeconds: null,
  paidAfterShipmentSeconds: day,
};
const instalments: Behaviour = { ...payLater, paidAfterSuccessSeconds: day, paidAfterShipmentSeconds: null };
const invoice: Behaviour = { ...account, paidAfterShipmentSeconds: 14 * day };
const giftCard: Behaviour = { page: "gift-card", scenarios: { cancelled: "cancelled" }, ...timeless };

const methods: ReadonlyMap<string, Method> = new Map([
  ["IDEAL", { name: "iDEAL", behaviour: bank }],
  ["BELFIUS", { name: "Belfius", behaviour: bank }],
  ["CBC", { name: "CBC", behaviour: bank }],
  ["KBC", { name: "KBC", behaviour: bank }],
  ["TRUSTLY", { name: "Trustly", behaviour: bank }],
  ["EPS", { name: "EPS", behaviour: bank }],
  ["GIROPAY", { name: "Giropay", behaviour: bank }],
  ["MISTERCASH", { name: "Bancontact", behaviour: bank }],
  ["DIRECTBANK", { name: "Sofort", behaviour: slowBank }],
  ["BANKTRANS", { name: "Bank transfer", behaviour: account }],
  ["DIRDEB", { name: "SEPA Direct Debit", behaviour: account }],
  ["PAYPAL", { name: "PayPal", behaviour: payPal }],
  ["ALIPAY", { name: "Alipay", behaviour: wallet }],
  ["APPLEPAY", { name: "Apple Pay", behaviour: wallet }],
  ["GOOGLEPAY", { name: "Google Pay", behaviour: wallet }],
  ["KLARNA", { name: "Klarna", behaviour: payLater }],
  ["AFTERPAY", { name: "Riverty", behaviour: payLater }],
  ["IN3", { name: "in3", behaviour: instalments }],
  ["EINVOICE", { name: "E-Invoicing", behaviour: invoice }],
  ["PAYAFTER", { name: "Pay After Delivery", behaviour: invoice }],
  ...[...giftCardNames].map(([id, name]) => [id, { name, behaviour: giftCard }] as const),
]);

export function methodOf(id: string): Method | null {
  return methods.get(id) ?? null;
}

/** The behaviour of a method that the books hold; only known methods get there. */
export function behaviourOf(id: string): Behaviour {
  const method = methods.get(id);
  if (method === undefined) throw new Error(`the bank's books hold a method that it does not have: ${id}`);
  return method.behaviour;
}

/** The status a choice leads to; undefined where the method's page does not offer it. */
export function chosenStatus(behaviour: Behaviour, choice: string | undefined): PaymentStatus | undefined {
  return Object.entries(behaviour.scenarios).find(([scenario]) => scenario === choice)?.[1];
}
