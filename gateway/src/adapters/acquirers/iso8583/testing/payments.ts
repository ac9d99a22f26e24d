/** A payment with the public test card, as the port knows it. */
import { parseCvc, parseExpiryYymm, parsePan } from "#domain/card/card.ts";
import { minor } from "#domain/money.ts";
import { acquirerReference } from "#domain/payment/acquirer-reference.ts";
import { assert } from "#domain/result.ts";
import { instant } from "#domain/time.ts";
import type {
  AuthorizationRequest,
  CaptureRequest,
  CardAcceptor,
  RefundRequest,
  ReleaseRequest,
  ReversalRequest,
} from "#ports/acquirer.ts";

/** 2026-01-28T09:01:07Z, day 28 of the year. */
export const sentAt = instant(Date.UTC(2026, 0, 28, 9, 1, 7));

export const testPan = "4111111111111111";
export const testCvc = "123";

export const merchant: CardAcceptor = {
  mcc: "5732",
  terminalId: "SLUIS001",
  acceptorId: "MERCHANT0000042",
  name: "Fietsenwinkel De Ketting",
  city: "Amsterdam",
  country: "NL",
};

export function saleOf(sequence: number, changes: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  const pan = parsePan(testPan);
  const expiry = parseExpiryYymm("3012");
  assert(pan !== null && expiry !== null, "the test card is a card");
  return {
    kind: "sale",
    reference: acquirerReference(sequence, sentAt),
    money: { amount: minor(37_485n), currency: "EUR" },
    card: { pan, brand: "VISA", expiry, holderName: "Sam Sample", cvc: parseCvc(testCvc, "VISA") },
    entryMode: "ecommerce",
    evidence: null,
    storedCredential: null,
    merchant,
    ...changes,
  };
}

export function reversalOf(
  sale: AuthorizationRequest,
  sequence: number,
  changes: Partial<ReversalRequest> = {},
): ReversalRequest {
  return {
    reference: acquirerReference(sequence, sentAt),
    original: sale.reference,
    originalKind: sale.kind,
    money: sale.money,
    merchant: sale.merchant,
    isRepeat: false,
    ...changes,
  };
}

/** Of the authorization that was sent as number 42. */
export function captureOf(sequence: number, changes: Partial<CaptureRequest> = {}): CaptureRequest {
  return {
    reference: acquirerReference(sequence, sentAt),
    original: { kind: "authorization", reference: acquirerReference(42, sentAt) },
    authorizationCode: "A1B2C3",
    money: { amount: minor(12_500n), currency: "EUR" },
    merchant,
    isRepeat: false,
    ...changes,
  };
}

/** Of the sale that was sent as number 42. */
export function refundOf(sequence: number, changes: Partial<RefundRequest> = {}): RefundRequest {
  return {
    reference: acquirerReference(sequence, sentAt),
    original: { kind: "sale", reference: acquirerReference(42, sentAt) },
    money: { amount: minor(9_900n), currency: "EUR" },
    merchant,
    ...changes,
  };
}

/** Of the authorization that was sent as number 42, after one completion. */
export function releaseOf(sequence: number, changes: Partial<ReleaseRequest> = {}): ReleaseRequest {
  return {
    reference: acquirerReference(sequence, sentAt),
    original: { kind: "authorization", reference: acquirerReference(42, sentAt) },
    money: { amount: minor(37_485n), currency: "EUR" },
    captured: minor(12_500n),
    merchant,
    isRepeat: false,
    ...changes,
  };
}
