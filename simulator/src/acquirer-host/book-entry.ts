import type { Decision } from "../issuer/issuer.ts";
import type { StoredCredential } from "./stored-credential.ts";

/** What every entry of the acquirer's books holds, from the message and from what it was answered. */
interface BookedMessage {
  readonly stan: string;
  readonly rrn: string;
  readonly acceptorId: string;
  /** DE 7 as sent, `MMDDhhmmss`. */
  readonly transmittedAt: string;
  /** DE 4; twelve digits always fit a number. */
  readonly amountMinor: number;
  /** DE 49, the ISO 4217 number. */
  readonly currency: string;
  readonly decision: Decision;
  /** When it was booked, ISO 8601. */
  readonly at: string;
}

/** A message with a card: an 0200 moves the money at once, an 0100 reserves it. */
export interface PaymentEntry extends BookedMessage {
  readonly kind: "sale" | "authorization";
  readonly messageType: "0100" | "0200";
  readonly last4: string;
  /** What the gateway told about 3-D Secure (DE 48, 42 and 71). */
  readonly securityLevel: string | null;
  readonly eci: string | null;
  /** The national brand that the shopper chose of a co-badged card. */
  readonly cobrand: string | null;
  /** Null where no card is kept and none that was kept is used. */
  readonly storedCredential: StoredCredential | null;
  readonly isReversed: boolean;
  /** The rest of the authorization was given up; what completions took stays taken. */
  readonly isReleased: boolean;
}

/** A message without a card that moves money of an earlier one. */
export interface FollowUpEntry extends BookedMessage {
  readonly kind: "completion" | "refund";
  readonly messageType: "0220" | "0200";
  readonly original: OriginalData;
  /** Null where the books hold no such original. */
  readonly originalRrn: string | null;
  /** Card of the original. */
  readonly last4: string | null;
}

export type BookEntry = PaymentEntry | FollowUpEntry;

/** The part of DE 90 that tells messages apart. */
export interface OriginalData {
  readonly messageType: "0100" | "0200" | "0220";
  readonly stan: string;
  readonly transmittedAt: string;
}

/** What names one message: its repeat carries the same. */
export type MessageName = Pick<BookEntry, "rrn" | "stan" | "acceptorId">;

export function keyOf({ rrn, stan, acceptorId }: MessageName): string {
  return [rrn, stan, acceptorId].join("|");
}

export function isApproved(entry: BookEntry): boolean {
  return entry.decision.responseCode === "00";
}

export function isPayment(entry: BookEntry): entry is PaymentEntry {
  return entry.kind === "sale" || entry.kind === "authorization";
}

/** True where the entry is the very message that DE 90 names. */
export function isNamedBy(entry: BookEntry, original: OriginalData): boolean {
  return (
    entry.messageType === original.messageType &&
    entry.stan === original.stan &&
    entry.transmittedAt === original.transmittedAt
  );
}
