/**
 * Addresses of the shop with our parameters added (contract, notifications.md §2
 * and §7). They are added as text: parsing and printing a URL would rewrite what
 * the shop gave us, and shops compare and sign their own addresses.
 */
import type { OrderId } from "../ids.ts";
import { type Instant, unixSeconds } from "../time.ts";

export interface NotificationTarget {
  /** `notification_url` of the order or the site. */
  readonly url: string;
  readonly orderId: OrderId;
  readonly sentAt: Instant;
  /** The session was never started or was abandoned: shops may ignore such a notification. */
  readonly isPretransaction: boolean;
}

/** Where a notification goes, GET and POST alike; the timestamp is new at every attempt. */
export function notificationUrl({ url, orderId, sentAt, isPretransaction }: NotificationTarget): string {
  const parameters = [transactionId(orderId), `timestamp=${unixSeconds(sentAt)}`];
  if (isPretransaction) parameters.push("payload_type=pretransaction");
  return withQuery(url, parameters.join("&"));
}

/** Where the browser goes after a payment: `redirect_url` or `cancel_url` with the order id. */
export const returnUrl = (url: string, orderId: OrderId): string => withQuery(url, transactionId(orderId));

const transactionId = (orderId: OrderId): string => `transactionid=${encodeURIComponent(orderId)}`;

function withQuery(url: string, parameters: string): string {
  const fragmentAt = url.indexOf("#");
  const address = fragmentAt === -1 ? url : url.slice(0, fragmentAt);
  const fragment = fragmentAt === -1 ? "" : url.slice(fragmentAt);
  return `${address}${separatorAfter(address)}${parameters}${fragment}`;
}

function separatorAfter(address: string): "?" | "&" | "" {
  if (!address.includes("?")) return "?";
  return /[?&]$/.test(address) ? "" : "&";
}

/** What of a notification's address is kept in the log: no query, no user's name, no fragment. */
export const loggedUrl = (url: string): string =>
  url.replace(/[?#].*$/s, "").replace(/^([a-z]+:\/\/)[^/]*@/i, "$1");
