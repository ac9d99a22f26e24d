import { eventually } from "./eventually.ts";
import { assertAccepted } from "./expectations.ts";
import { listAt, numberAt } from "./json.ts";
import type { Call } from "./keyed.ts";
import {
  cards,
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "./orders.ts";
import { leaveCard, newReference } from "./recurring.ts";
import type { Shop } from "./shop.ts";
import type { World } from "./world.ts";

const call = (method: string, path: string, body?: unknown): Call => ({ method, path, body });

/** Each kind of call that changes something, with all that has to be there before it is sent. */
export function keyedCalls({ api }: World, shop: Shop): Readonly<Record<string, () => Promise<Call>>> {
  async function made(body: OrderBody): Promise<string> {
    assertAccepted(await api("POST", "/orders", body));
    return `/orders/${String(body["order_id"])}`;
  }
  const unpaid = (): Promise<string> => made(redirectOrder());
  const paid = (members: OrderBody = {}): Promise<string> => made(directOrderWithout3ds(members));
  const reserved = (): Promise<string> => paid({ capture: "manual" });

  async function refunded(): Promise<string> {
    const order = await paid();
    const refund = assertAccepted(await api("POST", `${order}/refunds`, { currency: "EUR", amount: 100 }));
    return `${order}/refunds/${numberAt(refund, "refund_id")}`;
  }

  async function tokenPath(verb: "update" | "remove"): Promise<string> {
    const reference = newReference();
    return `/recurring/${reference}/${verb}/${await leaveCard(api, { reference })}`;
  }

  const sitePath = async (): Promise<string> =>
    `/sites/${numberAt(assertAccepted(await api("GET", "/me")), "site_id")}`;

  async function toldPath(): Promise<string> {
    const orderId = newOrderId("told");
    await made(
      directOrderWithout3ds({
        order_id: orderId,
        payment_options: { notification_url: `${shop.url}/n/${orderId}`, notification_method: "POST" },
      }),
    );
    await shop.receives(`/n/${orderId}`, 1);
    const entry = await eventually("the call is logged", async () => {
      const log = await api("GET", `/notifications?order_id=${orderId}`);
      return listAt(log.body, "data")[0] ?? null;
    });
    return `/notifications/${numberAt(entry, "id")}/resend`;
  }

  return {
    "a payment link": async () => call("POST", "/orders", redirectOrder()),
    "a card payment": async () => call("POST", "/orders", directOrderWithout3ds()),
    "a declined card payment": async () =>
      call("POST", "/orders", directOrderWithout3ds({}, { number: cards.visaInsufficientFunds })),
    "a card payment with a challenge": async () => call("POST", "/orders", directOrder()),
    "a payment at a bank": async () =>
      call("POST", "/orders", directOrder({ gateway: "IDEAL", gateway_info: {} })),
    "a shipment": async () => call("PATCH", await paid(), { status: "shipped", carrier: "Post" }),
    "a cancelled payment link": async () => call("PATCH", await unpaid(), { status: "cancelled" }),
    "a cancelled payment": async () => call("POST", `${await unpaid()}/cancel`),
    "a refund": async () => call("POST", `${await paid()}/refunds`, { currency: "EUR", amount: 250 }),
    "a cancelled refund": async () => call("DELETE", await refunded()),
    "a refund set to void": async () => call("PATCH", await refunded(), { status: "void" }),
    "a capture": async () => call("POST", `${await reserved()}/capture`, {}),
    "a capture of a part": async () =>
      call("POST", `${await reserved()}/capture`, { amount: 400, new_order_id: newOrderId("part") }),
    "a release": async () =>
      call("PATCH", (await reserved()).replace("/orders", "/capture"), { status: "cancelled" }),
    "a document": async () =>
      call("POST", `${await paid()}/files`, {
        type: "PDF",
        base64: Buffer.from("%PDF-1.7 proof").toString("base64"),
      }),
    "another expiry of a card": async () => call("PATCH", await tokenPath("update"), { expiry_date: "3101" }),
    "a removed token": async () => call("DELETE", await tokenPath("remove")),
    "what is told of a site": async () => call("PATCH", await sitePath(), { name: "Lamps" }),
    "a notification sent again": async () => call("POST", await toldPath()),
  };
}

/** All that a request could have made or changed; jobs and notifications move by themselves. */
export const rowsOf = async (world: World): Promise<unknown> =>
  await world.sql(`select
    (select count(*) || '/' || sum(version) from orders) as orders,
    (select count(*) from payment_attempt) as attempts,
    (select count(*) || '/' || count(*) filter (where state = 'void') from related_transaction) as related,
    (select count(*) from card_token) as tokens,
    (select count(*) from order_file) as files,
    (select sum(count) from notification_resend) as resent,
    (select string_agg(name, ' ') from site) as sites,
    (select count(*) from ledger_transfer) as transfers`);
