import type { AttemptKey } from "../ids.ts";
import type { CouponMethodId } from "../method/catalogue.ts";
import { type Minor, minor, type Money } from "../money.ts";
import type { Phase } from "../order/phase.ts";

/**
 * A gift card that paid a part of an order; the rest is paid by a second method.
 * `returned`: the order came to nothing, and the card has its money again.
 */
export interface Coupon {
  /** The try to pay that redeemed it; names it towards the provider too. */
  readonly attempt: AttemptKey;
  readonly method: CouponMethodId;
  /** The provider's name of the payment. */
  readonly paymentId: string;
  /** Minor units, in the order's currency. */
  readonly amount: number;
  readonly externalTransactionId: string;
  readonly state: "redeemed" | "returned";
}

interface PaidWithCoupons {
  readonly money: Money;
  readonly coupons: readonly Coupon[];
}

/** The gift cards whose money stands. */
export const redeemedCoupons = ({ coupons }: Pick<PaidWithCoupons, "coupons">): readonly Coupon[] =>
  coupons.filter(({ state }) => state === "redeemed");

/** What gift cards have paid. */
export const redeemedAmount = (order: Pick<PaidWithCoupons, "coupons">): Minor =>
  minor(redeemedCoupons(order).reduce((sum, { amount }) => sum + BigInt(amount), 0n));

/** What is still to be paid: the order's amount without what gift cards have paid. */
export const outstanding = (order: PaidWithCoupons): Money => ({
  ...order.money,
  amount: minor(order.money.amount - redeemedAmount(order)),
});

/** The order ended unpaid: what gift cards paid goes back to them. */
export const owesCoupons = (order: Pick<PaidWithCoupons, "coupons"> & { readonly phase: Phase }): boolean =>
  redeemedCoupons(order).length > 0 && unpaidEnds.includes(order.phase);

const unpaidEnds: readonly Phase[] = ["declined", "expired", "void", "cancelled"];
