import type { ApiAnswer } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { directOrder, type OrderBody } from "../support/orders.ts";
import type { Fault } from "../support/simulator-controls.ts";
import type { World } from "../support/world.ts";
import type { BankLedger } from "./bank-ledger.ts";
import type { Placed } from "./ledger.ts";

export const dayS = 86_400;

/** Needs no page: the bank takes the money two minutes after it has heard of it. */
export const debit: OrderBody = {
  gateway: "DIRDEB",
  gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000001" },
};

/** What shop and shopper do with orders that a bank pays. */
export interface BankOrders {
  readonly post: (order: Placed, members: OrderBody) => Promise<ApiAnswer>;
  /** An order whose shopper is at the bank, on that page. */
  readonly atTheBank: (prefix: string, gateway?: string) => Promise<Placed & { readonly page: string }>;
  readonly paidBy: (prefix: string, gateway: string) => Promise<Placed>;
  readonly pay: (page: string) => Promise<unknown>;
  readonly refund: (order: Placed, amount: number) => Promise<void>;
  readonly ship: (order: Placed) => Promise<void>;
  readonly arm: (fault: Partial<Fault> & { readonly kind: string }) => Promise<void>;
  /** Comes back when every armed fault has hit its message. */
  readonly struck: () => Promise<true>;
}

export function bankOrders(world: World, shopUrl: string, ledger: BankLedger): BankOrders {
  const { api, controls } = world;
  const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
  const post = (order: Placed, members: OrderBody): Promise<ApiAnswer> =>
    api("POST", "/orders", orderBody(order, members, shopUrl));
  const pay = (page: string): Promise<unknown> => shopper.post(page, { scenario: "success" });
  const atTheBank = async (
    prefix: string,
    gateway = "IDEAL",
  ): Promise<Placed & { readonly page: string }> => {
    const order = ledger.place(prefix);
    const created = assertAccepted(await post(order, { gateway }));
    return { ...order, page: textAt(created["payment_url"]) };
  };
  return {
    post,
    pay,
    atTheBank,
    async paidBy(prefix, gateway) {
      const order = await atTheBank(prefix, gateway);
      await pay(order.page);
      return order;
    },
    async refund({ orderId }, amount) {
      assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount }));
    },
    async ship({ orderId }) {
      assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
    },
    arm: (fault) => controls.fault({ count: 1, ...fault }),
    struck: () =>
      eventually("the fault strikes", async () => ((await controls.armedFaults()) === 0 ? true : null)),
  };
}

/** With a cart that is worth the amount, which pay-later providers want. */
function orderBody({ orderId, amountMinor }: Placed, members: OrderBody, shopUrl: string): OrderBody {
  const ticket = { name: "Ticket", unit_price: amountMinor / 100, quantity: 1, merchant_item_id: "t" };
  return directOrder({
    gateway_info: {},
    shopping_cart: { items: [{ ...ticket, tax_table_selector: "none" }] },
    checkout_options: { tax_tables: { alternate: [{ name: "none", rules: [{ rate: 0 }] }] } },
    ...members,
    order_id: orderId,
    amount: amountMinor,
    payment_options: {
      notification_url: `${shopUrl}/n/${orderId}`,
      notification_method: "POST",
      redirect_url: `${shopUrl}/ok`,
      cancel_url: `${shopUrl}/no`,
    },
  });
}
