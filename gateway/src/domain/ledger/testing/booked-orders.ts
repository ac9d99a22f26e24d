import {
  parseAttemptKey,
  parseOrderId,
  parseOrderKey,
  parseSessionToken,
  siteId,
  transactionId,
} from "../../ids.ts";
import { minor } from "../../money.ts";
import type { Order } from "../../order/order.ts";
import type { RelatedTransaction } from "../../related/related-transaction.ts";
import { assert } from "../../result.ts";
import { instant } from "../../time.ts";

const attemptKey = parseAttemptKey(`att_${"0".repeat(32)}`);

/** A started order of 1000 EUR cents with nothing but what the books look at. */
export function orderWith(members: Partial<Order> = {}): Order {
  const orderId = parseOrderId("order-1");
  const sessionToken = parseSessionToken("a".repeat(35));
  assert(orderId !== null && sessionToken !== null, "ids of a test parse");
  return {
    key: parseOrderKey(`ord_${"0".repeat(32)}`),
    siteId: siteId(1),
    orderId,
    transactionId: transactionId(1),
    type: "direct",
    gateway: "VISA",
    money: { amount: minor(1_000n), currency: "EUR" },
    amountRefunded: minor(0n),
    amountCaptured: minor(0n),
    coupons: [],
    fee: null,
    shippedAt: null,
    fulfilment: {},
    phase: "started",
    settlement: "completed",
    reason: null,
    reasonCode: null,
    details: detailsWith({}),
    requestHash: "",
    sessionToken,
    sessionExpiresAt: instant(0),
    retries: 0,
    mayRetry: false,
    currentAttempt: attemptKey,
    createdAt: instant(0),
    modifiedAt: instant(0),
    completedAt: null,
    version: 1,
    ...members,
  };
}

/** The rest of a request whose kept members are these. */
export const detailsWith = (kept: Order["details"]["kept"]): Order["details"] => ({
  description: "",
  locale: "nl_NL",
  customer: {
    firstName: null,
    lastName: null,
    companyName: null,
    address1: null,
    address2: null,
    houseNumber: null,
    zipCode: null,
    city: null,
    state: null,
    country: null,
    phone: null,
    email: null,
    reference: null,
    ipAddress: null,
    forwardedIp: null,
    userAgent: null,
    browser: {},
  },
  delivery: null,
  notificationUrl: null,
  notificationMethod: "GET",
  redirectUrl: null,
  cancelUrl: null,
  closeWindow: false,
  flexible3d: null,
  moto: false,
  termUrl: null,
  manualCapture: false,
  recurringModel: null,
  recurringFlow: null,
  items: null,
  customInfo: [null, null, null],
  vars: [null, null, null],
  cart: null,
  kept,
});

/** A related transaction of that order. */
export const relatedWith = (
  number: number,
  members: Pick<RelatedTransaction, "type" | "state"> & {
    readonly amount: bigint;
    readonly isPart?: boolean;
  },
): RelatedTransaction => ({
  transactionId: transactionId(number),
  orderKey: parseOrderKey(`ord_${"0".repeat(32)}`),
  attemptKey,
  type: members.type,
  state: members.state,
  money: { amount: minor(members.amount), currency: "EUR" },
  description: "",
  givenOrderId: null,
  childOrder: members.isPart === true ? parseOrderKey(`ord_${"1".repeat(32)}`) : null,
  reference: null,
  kept: {},
  cartBefore: null,
  dispute: null,
  createdAt: instant(0),
  modifiedAt: instant(0),
});
