/**
 * DE 90, original data elements: how a reversal names the message it undoes, so
 * that it needs no card number. Type, STAN and DE 7 of the original, then the
 * acquiring and the forwarding institution right-aligned with zeros; there is no
 * forwarding institution between us and the acquirer.
 */
import type { AcquirerReference } from "#domain/payment/acquirer-reference.ts";
import { transmissionDateTime } from "./transmission-time.ts";

export interface OriginalMessage {
  readonly type: "0100" | "0200";
  readonly reference: AcquirerReference;
  /** DE 32 of the original. */
  readonly acquiringInstitutionId: string;
}

const institutionLength = 11;

export function de90({ type, reference, acquiringInstitutionId }: OriginalMessage): string {
  return [
    type,
    reference.stan,
    transmissionDateTime(reference.transmissionAt),
    acquiringInstitutionId.padStart(institutionLength, "0"),
    "0".repeat(institutionLength),
  ].join("");
}
