import type { Evidence } from "../evidence.ts";
import { textOf } from "./rows.ts";

/** Both reminders of a payment that nobody made, whatever the mail server did; and none that was not asked for. */
export function judgeMails({ gateway, shop }: Evidence): readonly string[] {
  const byOrder = Map.groupBy(shop.mails, ({ orderId }) => orderId);
  const unasked = [...byOrder.keys()].filter((orderId) => !shop.record.reminded.has(orderId));
  const missing = gateway.orders.flatMap((order) => {
    const orderId = textOf(order, "order_id");
    if (!shop.record.reminded.has(orderId)) return [];
    const history = gateway.history.filter((row) => row["order_key"] === order["key"]);
    // Open from the first to the last of its days.
    if (history.length !== 1 || history[0]?.["phase"] !== "expired") return [];
    const mails = new Set((byOrder.get(orderId) ?? []).map(({ messageId }) => messageId));
    return mails.size >= remindersOfAnOrder ? [] : [`${orderId} expired after ${mails.size} reminders`];
  });
  return [...unasked.map((orderId) => `a mail came for "${orderId}", which asked for none`), ...missing];
}

const remindersOfAnOrder = 2;
