import { cardInfo, type OrderBody } from "../support/orders.ts";
import type { Story } from "./story.ts";

/** A security code that no counter, port or time shows by chance where it is looked for. */
export const securityCode = (card: string): string => (/^3[47]/.test(card) ? "7391" : "739");
/** Valid for longer than a run moves the clock; as in a request, and as typed on a page. */
const expiry = "4412";
export const typedExpiry = "12/44";

/** The request as the shop sends it, the same on each repetition. */
export function orderBody({ orderId, amountMinor, payment }: Story, shopUrl: string): OrderBody {
  const common: OrderBody = {
    type: "redirect",
    order_id: orderId,
    currency: "EUR",
    amount: amountMinor,
    description: "Two tickets",
    customer: { locale: "nl_NL", country: "NL", ip_address: "192.0.2.10", email: "shopper@example.com" },
    payment_options: {
      notification_url: `${shopUrl}/n/${orderId}`,
      notification_method: "POST",
      redirect_url: `${shopUrl}/ok`,
      cancel_url: `${shopUrl}/no`,
    },
  };
  const card = (number: string): OrderBody => cardInfo({ number, expiry, cvc: securityCode(number) });
  const direct = (gateway: string, gatewayInfo: OrderBody): OrderBody => ({
    ...common,
    type: "direct",
    gateway,
    gateway_info: gatewayInfo,
  });
  switch (payment.kind) {
    case "direct card":
      return {
        ...direct("CREDITCARD", { ...card(payment.card), flexible_3d: false }),
        ...(payment.isManual ? { capture: "manual" } : {}),
      };
    case "challenged card":
      return direct("CREDITCARD", card(payment.card));
    case "kept card":
      return {
        ...direct("CREDITCARD", { ...card(payment.card), flexible_3d: false }),
        recurring_model: "cardOnFile",
        customer: { locale: "nl_NL", ip_address: "192.0.2.10", reference: `shopper-of-${orderId}` },
      };
    case "bank page":
      return payment.isDirect ? direct(payment.gateway, {}) : { ...common, gateway: payment.gateway };
    case "direct debit":
      return direct("DIRDEB", {
        account_holder_name: "Sam Sample",
        account_holder_iban: `NL87ABNA000000000${payment.account}`,
      });
    case "bank transfer":
      return direct("BANKTRANS", { account_holder_iban: "NL87ABNA0000000001" });
    case "pay later":
      return { ...common, gateway: "KLARNA", ...cartOf(payment.chairs) };
    case "invoice":
      return {
        ...direct("EINVOICE", {
          birthday: "1990-12-31",
          phone: "0200000000",
          bank_account: "NL87ABNA0000000001",
        }),
        ...cartOf(payment.chairs),
      };
    case "second try":
      return {
        ...common,
        type: "paymentlink",
        days_active: 30,
        gateway: "CREDITCARD",
        gateway_info: { flexible_3d: false },
      };
    case "gift card":
      return { ...common, gateway: "VVVGIFTCRD" };
    case "unvisited page":
      return { ...common, second_chance: { send_email: true } };
    case "card on the page":
      return common;
  }
}

const cartOf = (chairs: number): OrderBody => ({
  shopping_cart: {
    items: [
      {
        name: "Chair",
        unit_price: 10,
        quantity: chairs,
        merchant_item_id: "CH-1",
        tax_table_selector: "",
      },
    ],
  },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
});
