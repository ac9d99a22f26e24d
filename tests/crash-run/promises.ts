import type { KeyedRequest } from "./keyed-requests.ts";
import { type JsonObject, numberAt, textAt } from "../support/json.ts";

/** What an accepted call told the shop. It must still be true when everything is over. */
export type Promised =
  | {
      readonly kind: "order";
      readonly orderId: string;
      readonly status: string;
      readonly transactionId: number;
      readonly amountMinor: number;
    }
  | {
      readonly kind: "refund";
      readonly orderId: string;
      readonly refundId: number;
      readonly amountMinor: number;
    }
  | { readonly kind: "refund void"; readonly orderId: string; readonly refundId: number }
  | { readonly kind: "capture"; readonly orderId: string; readonly amountMinor: number }
  | { readonly kind: "release"; readonly orderId: string }
  /** A charge of a card that had been removed: the order must not be paid. */
  | { readonly kind: "no charge"; readonly orderId: string };

/** What the shop wanted, whether it was told or not: more than this must not happen. */
export interface Wanted {
  readonly orderId: string;
  readonly kind: "refund" | "capture";
  readonly amountMinor: number;
}

/** The shop's own record of the run, kept apart from everything that may die. */
export interface ShopRecord {
  readonly promised: Promised[];
  readonly wanted: Wanted[];
  /** Orders that the shop sent, whatever it heard. */
  readonly placed: Map<string, number>;
  /** Orders whose shopper is to be reminded by mail. */
  readonly reminded: Set<string>;
  /** What was sent under a key, and every answer to it. */
  readonly keyed: readonly KeyedRequest[];
}

export const startRecord = (keyed: readonly KeyedRequest[]): ShopRecord => ({
  promised: [],
  wanted: [],
  placed: new Map(),
  reminded: new Set(),
  keyed,
});

export function orderPromise(order: JsonObject): Promised {
  return {
    kind: "order",
    orderId: textAt(order, "order_id"),
    status: textAt(order, "status"),
    transactionId: numberAt(order, "transaction_id"),
    amountMinor: numberAt(order, "amount"),
  };
}
