import type { Dispute } from "../dispute/dispute.ts";
import type { AttemptKey, OrderKey, TransactionId } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import type { Money } from "../money.ts";
import type { AcquirerReference } from "../payment/acquirer-reference.ts";
import type { Cart } from "../order/cart.ts";
import { assert } from "../result.ts";
import type { Instant } from "../time.ts";

/**
 * What follows a payment: a refund, a capture, the release of an authorization, a
 * chargeback. Each is a transaction of its own with a number of its own (contract,
 * refunds.md §5), and each is a message to or from the acquirer with a state of its own.
 *
 * `reserved` waits for the nightly run; `sent` is under way, and stays so, under
 * the same reference, until the acquirer says what became of it.
 */
export const relatedStates = ["reserved", "sent", "completed", "declined", "void"] as const;
export type RelatedState = (typeof relatedStates)[number];

export const relatedCommands = [
  "send",
  "complete",
  "decline",
  "void",
  /** The provider took back its promise to pay: what was refunded of it comes to nothing, at whatever point it is. */
  "lapse",
] as const;
export type RelatedCommand = (typeof relatedCommands)[number];

const transitions: Readonly<Record<RelatedState, Partial<Record<RelatedCommand, RelatedState>>>> = {
  reserved: { send: "sent", void: "void", lapse: "void" },
  sent: { complete: "completed", decline: "declined", lapse: "void" },
  completed: { lapse: "void" },
  declined: {},
  void: {},
};

/** The state a command leads to, or null where it is not allowed. */
export const stepRelated = (from: RelatedState, command: RelatedCommand): RelatedState | null =>
  transitions[from][command] ?? null;

/** The transaction after a command, which must be allowed in its state. */
export function advanceRelated(
  related: RelatedTransaction,
  command: RelatedCommand,
  at: Instant,
): RelatedTransaction {
  const state = stepRelated(related.state, command);
  assert(state !== null, `${command} is not allowed on a related transaction that is ${related.state}`);
  return { ...related, state, modifiedAt: at };
}

/** Of all but chargebacks we are the sender; those the acquirer tells us of when they have happened. */
export type RelatedType = "refund" | "capture" | "auth-cancellation" | "chargeback" | "reverse-chargeback";

export interface RelatedTransaction {
  readonly transactionId: TransactionId;
  readonly orderKey: OrderKey;
  /** The payment it follows: an order that is posted anew leaves the past of its old payment behind. */
  readonly attemptKey: AttemptKey;
  readonly type: RelatedType;
  readonly state: RelatedState;
  readonly money: Money;
  readonly description: string;
  /** The shop's own id of the refund, or the id of the order that a partial capture makes; null where neither. */
  readonly givenOrderId: string | null;
  /** The order a partial capture made; null for everything else. */
  readonly childOrder: OrderKey | null;
  /** Set in the commit before the message leaves, and never changed. */
  readonly reference: AcquirerReference | null;
  /** What the shop sent along: variables, invoice, shipment. */
  readonly kept: JsonObject;
  /** The cart before a refund that was asked for by a cart: it comes back with the money. */
  readonly cartBefore: Cart | null;
  /** Set for a chargeback and its reversal, null for everything else. */
  readonly dispute: Dispute | null;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

/** Still counted against the payment: not void and not declined. */
export const isLive = (related: RelatedTransaction): boolean =>
  related.state !== "void" && related.state !== "declined";
