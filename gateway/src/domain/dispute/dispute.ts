import { type Minor, minor } from "../money.ts";
import { assert } from "../result.ts";
import { dayMs, type Instant } from "../time.ts";

/**
 * What a chargeback is argued about: the issuer took the money back for a reason,
 * and the shop may answer with evidence until a date (contract, refunds.md §7).
 *
 * A dispute begins `open`, because the acquirer that tells us of it waits for the
 * shop from that moment. `submitted` has evidence, `closed` had none in time, and
 * `processed` was won. The contract's `new`, `ready` and `accepted` have no event
 * here: nothing lies between the acquirer's message and the shop, and no call of
 * the API accepts a chargeback.
 */
export const disputeStatuses = ["open", "submitted", "processed", "closed"] as const;
export type DisputeStatus = (typeof disputeStatuses)[number];

export const disputeCommands = [
  /** The shop sent evidence. */
  "submit",
  /** The day by which the shop had to answer has passed. */
  "close",
  /** The issuer gives the money back; it may do so at any time. */
  "win",
] as const;
export type DisputeCommand = (typeof disputeCommands)[number];

const transitions: Readonly<Record<DisputeStatus, Partial<Record<DisputeCommand, DisputeStatus>>>> = {
  open: { submit: "submitted", close: "closed", win: "processed" },
  submitted: { win: "processed" },
  processed: {},
  closed: { win: "processed" },
};

/** The status a command leads to, or null where it is not allowed. */
export const stepDispute = (from: DisputeStatus, command: DisputeCommand): DisputeStatus | null =>
  transitions[from][command] ?? null;

export interface Dispute {
  /** The acquirer's name of the dispute, twelve characters: its chargeback and the reversal of it carry the same. */
  readonly reference: string;
  readonly status: DisputeStatus;
  /** `merchant_response_date`: until then the shop may answer. */
  readonly responseDueAt: Instant;
  /** Code and words of the scheme, as the acquirer gave them. */
  readonly reasonCode: string;
  readonly reasonDescription: string;
  /**
   * What the chargeback takes beyond all that was left of the payment, because
   * refunds had gone out before: the shopper has this much twice. Zero as a rule.
   */
  readonly excess: Minor;
}

/** The dispute after a command, which must be allowed in its status. */
export function advanceDispute(dispute: Dispute, command: DisputeCommand): Dispute {
  const status = stepDispute(dispute.status, command);
  assert(status !== null, `${command} is not allowed on a dispute that is ${dispute.status}`);
  return { ...dispute, status };
}

/** How long a shop has to answer, by our clock: what schemes leave of their 45 days to the merchant. */
export const disputeResponseMs = 30 * dayMs;

/** What of a disputed amount goes beyond what is left of the payment. */
export const excessOf = (disputed: Minor, left: Minor): Minor =>
  minor(disputed > left ? disputed - left : 0n);
