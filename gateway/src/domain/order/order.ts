import type { Template } from "../appearance/template.ts";
import type { CheckoutTerms } from "../checkout/checkout.ts";
import type { Fee } from "../fee/fee.ts";
import type { GatewayId } from "../method/catalogue.ts";
import type { AttemptKey, OrderId, OrderKey, SessionToken, SiteId, TransactionId } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import type { MailWishes } from "../mail/mail-wishes.ts";
import { type Minor, minor, type Money } from "../money.ts";
import type { Coupon } from "../payment/coupon.ts";
import { assert } from "../result.ts";
import type { Instant } from "../time.ts";
import type { RecurringModel } from "../token/recurring-model.ts";
import type { Cart } from "./cart.ts";
import { isPaid, isPaidForShopper, type OrderCommand, type Phase, type Settlement, step } from "./phase.ts";

/** `checkout` is FastCheckout. */
export type OrderType = "redirect" | "direct" | "paymentlink" | "checkout";

/** An order as the shop made it and as far as it has come. */
export interface Order {
  readonly key: OrderKey;
  readonly siteId: SiteId;
  readonly orderId: OrderId;
  /** Number of the transaction; a re-posted order gets a fresh one. The fee line of `costs` uses the number after it. */
  readonly transactionId: TransactionId;
  readonly type: OrderType;
  /** Null lets the shopper choose. */
  readonly gateway: GatewayId | null;
  readonly money: Money;
  /** Sum of the refunds that are accepted and not void or declined. */
  readonly amountRefunded: Minor;
  /** What moved of the amount; of an authorization also what went to partial captures. */
  readonly amountCaptured: Minor;
  /** What the payment costs the merchant; null until its money is captured. */
  readonly fee: Fee | null;
  /** When the shop reported shipment; a refund that comes to nothing leads back there. */
  readonly shippedAt: Instant | null;
  /** What the shop told of shipment and invoice, as it came. */
  readonly fulfilment: JsonObject;
  readonly phase: Phase;
  /** Where the money of a paid order is; `completed` for cards. */
  readonly settlement: Settlement;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly details: OrderDetails;
  /** SHA-256 of the request body, hex: recognises a repeated request (contract, README §8). */
  readonly requestHash: string;
  readonly sessionToken: SessionToken;
  readonly sessionExpiresAt: Instant;
  /** How often the shopper tried again over the link of this session. */
  readonly retries: number;
  /** The last try came to nothing by itself: no money moved or was promised, nobody reviewed it, and the shop did not end it. */
  readonly mayRetry: boolean;
  /** Gift cards that paid a part; empty for all but a few orders. */
  readonly coupons: readonly Coupon[];
  readonly currentAttempt: AttemptKey | null;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  readonly completedAt: Instant | null;
  /** Raised by every change a shop may see; names the state in the notification history. */
  readonly version: number;
}

/** The rest of the request, parsed where the house reads it and as given where it only echoes. */
export interface OrderDetails {
  readonly description: string;
  /** `ab_CD`. */
  readonly locale: string;
  readonly customer: Customer;
  readonly delivery: JsonObject | null;
  readonly notificationUrl: string | null;
  readonly notificationMethod: "GET" | "POST";
  readonly redirectUrl: string | null;
  readonly cancelUrl: string | null;
  readonly closeWindow: boolean;
  /** How the pages shall look; absent where the shop wished for nothing. */
  readonly template?: Template;
  readonly flexible3d: boolean | null;
  readonly moto: boolean;
  readonly termUrl: string | null;
  readonly manualCapture: boolean;
  readonly recurringModel: RecurringModel | null;
  readonly recurringFlow: string | null;
  readonly items: string | null;
  readonly customInfo: readonly [string | null, string | null, string | null];
  readonly vars: readonly [string | null, string | null, string | null];
  readonly cart: Cart | null;
  /** Of FastCheckout orders only. */
  readonly checkout?: CheckoutTerms;
  /** Absent of orders that were made before mails were sent: they get none. */
  readonly mail?: MailWishes;
  /** Members that are kept as they came and read by nothing yet: plugin, google_analytics … */
  readonly kept: JsonObject;
}

export interface Customer {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly companyName: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly houseNumber: string | null;
  readonly zipCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly country: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly reference: string | null;
  readonly ipAddress: string | null;
  readonly forwardedIp: string | null;
  readonly userAgent: string | null;
  /** `customer.browser`, or the same members given in `customer` itself (contract, cards-3ds.md §5). */
  readonly browser: JsonObject;
}

/** Why an order is where it is, as the shop reads it in `reason` and `reason_code`. */
export interface Reason {
  readonly reason: string | null;
  readonly reasonCode: string | null;
}

export const noReason: Reason = { reason: null, reasonCode: null };

/**
 * The order after a command. The command must be allowed in the order's phase:
 * callers look at `step` first where the world, not they, decides.
 */
export function advance(order: Order, command: OrderCommand, at: Instant, why: Reason): Order {
  const phase = step(order.phase, command);
  assert(phase !== null, `${command} is not allowed on an order that is ${order.phase}`);
  return {
    ...order,
    ...why,
    phase,
    // A payment that was ever held or paid has left `started` before it comes to its end.
    mayRetry: order.phase === "started" && step(phase, "retry") !== null,
    modifiedAt: at,
    completedAt: isPaid(phase) ? (order.completedAt ?? at) : order.completedAt,
    version: order.version + 1,
  };
}

/** What of an authorization is neither captured nor released. */
export const captureRemain = (order: Order): Minor =>
  order.phase === "authorized" ? minor(order.money.amount - order.amountCaptured) : minor(0n);

/** Where the browser belongs after the end: the shop's page for success or for failure, if it gave one. */
export const shopReturnUrl = (order: Order): string | null =>
  isPaidForShopper(order.phase) ? order.details.redirectUrl : order.details.cancelUrl;
