/**
 * DE 90, original data elements: how a message names the one it follows, so that
 * it needs no card number: a reversal or release, a completion, a refund. Type
 * (always that of the first sending), STAN and DE 7 of the original, then the
 * acquiring and the forwarding institution right-aligned with zeros; there is no
 * forwarding institution between us and the acquirer.
 */
import type { AcquirerReference } from "#domain/payment/acquirer-reference.ts";
import { transmissionDateTime } from "./transmission-time.ts";

export interface OriginalDataElements {
  readonly type: "0100" | "0200" | "0220";
  readonly reference: AcquirerReference;
  /** DE 32 of the original. */
  readonly acquiringInstitutionId: string;
}

const institutionLength = 11;

export function de90({ type, reference, acquiringInstitutionId }: OriginalDataElements): string {
  return [
    type,
    reference.stan,
    transmissionDateTime(reference.transmissionAt),
    acquiringInstitutionId.padStart(institutionLength, "0"),
    "0".repeat(institutionLength),
  ].join("");
}
