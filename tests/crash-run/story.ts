import { cards } from "../support/orders.ts";
import type { ChallengeChoice } from "../support/challenge.ts";
import type { Random } from "./random.ts";

/** How an order is to be paid, as the plan has it; whether it comes to that is up to the faults. */
export type Payment =
  | { readonly kind: "direct card"; readonly card: string; readonly isManual: boolean }
  | { readonly kind: "challenged card"; readonly card: string; readonly choice: ChallengeChoice | "leave" }
  | { readonly kind: "card on the page"; readonly card: string; readonly choice: ChallengeChoice | "leave" }
  | {
      readonly kind: "kept card";
      readonly card: string;
      readonly charges: number;
      readonly isRemovedAfterwards: boolean;
    }
  /** Over a payment link: first a card that is declined, then one that is not. */
  | { readonly kind: "second try"; readonly card: string }
  | {
      readonly kind: "bank page";
      readonly gateway: string;
      readonly scenario: string;
      readonly isDirect: boolean;
    }
  | { readonly kind: "direct debit"; readonly account: number }
  | { readonly kind: "bank transfer" }
  | { readonly kind: "pay later"; readonly chairs: number; readonly scenario: string }
  /** Taken up or refused by the shop, and paid after the shipment. */
  | { readonly kind: "invoice"; readonly chairs: number }
  | { readonly kind: "gift card"; readonly number: string }
  | { readonly kind: "unvisited page" };

/** What the shop or the issuer does afterwards; a share is of a hundred. */
export type FollowUp =
  | { readonly kind: "refund"; readonly share: number; readonly isVoidedAfterwards: boolean }
  | { readonly kind: "capture"; readonly share: number }
  | { readonly kind: "release" }
  | { readonly kind: "cancel" }
  | { readonly kind: "ship" }
  | { readonly kind: "review"; readonly status: "completed" | "declined" }
  | { readonly kind: "note" }
  | { readonly kind: "post again" }
  | { readonly kind: "chargeback"; readonly share: number; readonly isWon: boolean }
  | { readonly kind: "read" };

/** One order from its request to the last thing that is done with it. */
export interface Story {
  readonly orderId: string;
  /** No other order of the run has it, unless the method has prices of its own. */
  readonly amountMinor: number;
  readonly payment: Payment;
  readonly followUps: readonly { readonly afterMs: number; readonly step: FollowUp }[];
}

const firstAmountMinor = 1_000;

/** All carts are of chairs: an order of those has an amount that others have as well. */
export const chairMinor = 1_210;

const approvedCards = [cards.visa, cards.visaSecond, cards.mastercard, cards.maestro, cards.amex] as const;
const otherCards = [
  cards.visaInsufficientFunds,
  cards.visaUnclearedThenVoid,
  cards.visaUnclearedThenCompleted,
  cards.visaAuthenticationFails,
  cards.visaNotEnrolled,
] as const;

/** Even for one instrument, odd for two: what a gift card leaves to be paid is then no other order's amount. */
const ownAmount = ({ kind }: Payment, index: number): number =>
  firstAmountMinor + 2 * index + (kind === "gift card" ? 1 : 0);

/** The story with that number: a function of the seed alone. */
export function storyOf(random: Random, index: number): Story {
  const payment = paymentOf(random);
  const orderId = `o${index}-${random.between(100_000, 999_999)}`;
  const amountMinor = "chairs" in payment ? payment.chairs * chairMinor : ownAmount(payment, index);
  const count = random.weighted([
    [3, 0],
    [4, 1],
    [3, 2],
    [1, 3],
  ] as const);
  const followUps = Array.from({ length: count }, () => ({
    afterMs: random.between(0, 1_500),
    step: followUpOf(payment, random),
  }));
  return { orderId, amountMinor, payment, followUps };
}

function paymentOf(random: Random): Payment {
  const card = random.chance(0.75) ? random.pick(approvedCards) : random.pick(otherCards);
  const choice = random.weighted<ChallengeChoice | "leave">([
    [12, "Y"],
    [2, "A"],
    [2, "N"],
    [1, "U"],
    [1, "R"],
    [1, "cancel"],
    [2, "leave"],
  ]);
  const scenario = random.weighted([
    [6, "success"],
    [1, "failure"],
    [1, "cancelled"],
    [1, "leave"],
  ] as const);
  return random.weighted<() => Payment>([
    [6, () => ({ kind: "direct card", card, isManual: random.chance(0.45) })],
    [3, () => ({ kind: "challenged card", card, choice })],
    [3, () => ({ kind: "card on the page", card, choice })],
    [
      2,
      () => ({
        kind: "kept card",
        card: random.pick(approvedCards),
        charges: random.between(1, 2),
        isRemovedAfterwards: random.chance(0.4),
      }),
    ],
    [2, () => ({ kind: "second try", card: random.pick(approvedCards) })],
    [
      3,
      () => ({
        kind: "bank page",
        gateway: random.pick(["IDEAL", "IDEAL", "PAYPAL", "DIRECTBANK", "KBC"]),
        scenario,
        isDirect: false,
      }),
    ],
    [1, () => ({ kind: "bank page", gateway: "IDEAL", scenario, isDirect: true })],
    [2, () => ({ kind: "direct debit", account: random.between(1, 4) })],
    [1, () => ({ kind: "bank transfer" })],
    [2, () => ({ kind: "pay later", chairs: random.between(1, 9), scenario })],
    [
      1,
      () => ({
        kind: "invoice",
        chairs: random.between(1, 9),
      }),
    ],
    [2, () => ({ kind: "gift card", number: random.pick(["111112", "111112", "111115"]) })],
    [2, () => ({ kind: "unvisited page" })],
  ])();
}

function followUpOf(payment: Payment, random: Random): FollowUp {
  const share = random.weighted([
    [2, 100],
    [1, 50],
    [1, random.between(1, 99)],
  ]);
  if (payment.kind === "direct card" && payment.isManual && random.chance(0.7)) {
    return random.chance(0.8) ? { kind: "capture", share } : { kind: "release" };
  }
  const isCard = ["direct card", "challenged card", "card on the page", "second try"].includes(payment.kind);
  const isShipped = payment.kind === "pay later" || payment.kind === "invoice";
  const isReviewed =
    payment.kind === "invoice" || ("card" in payment && payment.card === cards.visaUnclearedThenVoid);
  return random.weighted<FollowUp>([
    [6, { kind: "refund", share, isVoidedAfterwards: random.chance(0.2) }],
    [1, { kind: "cancel" }],
    [isShipped ? 6 : 1, { kind: "ship" }],
    [isReviewed ? 8 : 0, { kind: "review", status: random.chance(0.7) ? "completed" : "declined" }],
    [1, { kind: "note" }],
    [2, { kind: "post again" }],
    [isCard ? 1 : 0, { kind: "chargeback", share, isWon: random.chance(0.5) }],
    [1, { kind: "read" }],
  ]);
}
