import { type BookEntry, type FollowUpEntry, isApproved, isPayment } from "./book-entry.ts";

/** A completion or refund as asked for. */
export interface FollowUpRequest extends Pick<
  FollowUpEntry,
  "kind" | "stan" | "rrn" | "acceptorId" | "transmittedAt" | "amountMinor" | "currency" | "original"
> {
  /** DE 38 of a completion: the code that its authorization was given. A refund carries none. */
  readonly authorizationCode: string | null;
}

/** DE 39 of a completion or refund that must be refused; null where it may move its amount. */
export function refusalCode(
  request: FollowUpRequest,
  original: BookEntry | null,
  takenMinor: number,
): "25" | "30" | "12" | "13" | null {
  if (original === null) return "25";
  if (contradicts(request, original)) return "30";
  if (!isOpen(original)) return "12";
  return takenMinor + request.amountMinor > original.amountMinor ? "13" : null;
}

/** The same message again, whatever its transmission time: STAN, RRN and card acceptor have found the entry. */
export function isRepeatOf(entry: BookEntry, request: FollowUpRequest): boolean {
  return (
    entry.kind === request.kind &&
    entry.amountMinor === request.amountMinor &&
    entry.currency === request.currency &&
    entry.original.messageType === request.original.messageType &&
    entry.original.stan === request.original.stan &&
    entry.original.transmittedAt === request.original.transmittedAt
  );
}

/** What a message says about its original must be true: money of another currency cannot be counted against it. */
function contradicts(request: FollowUpRequest, original: BookEntry): boolean {
  if (request.currency !== original.currency) return true;
  // A declined original was given no code to compare with; its state refuses the request.
  return (
    request.kind === "completion" &&
    isApproved(original) &&
    request.authorizationCode !== original.decision.authorizationCode
  );
}

/** Neither declined nor reversed nor released. */
function isOpen(original: BookEntry): boolean {
  return isApproved(original) && !(isPayment(original) && (original.isReversed || original.isReleased));
}
