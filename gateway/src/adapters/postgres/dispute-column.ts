import type { Dispute, DisputeStatus } from "#domain/dispute/dispute.ts";
import { minor } from "#domain/money.ts";
import { instant, toIso } from "#domain/time.ts";

/** The dispute of a chargeback, which is written and read as a whole. The amount is a number: guard_given_back adds it. */
export interface DisputeRow {
  reference: string;
  status: string;
  response_due_at: string;
  reason_code: string;
  reason_description: string;
  excess: number;
}

export const toDispute = (row: DisputeRow): Dispute => ({
  reference: row.reference,
  status: row.status as DisputeStatus,
  responseDueAt: instant(Date.parse(row.response_due_at)),
  reasonCode: row.reason_code,
  reasonDescription: row.reason_description,
  excess: minor(BigInt(row.excess)),
});

export function disputeColumn(dispute: Dispute): string {
  const row: DisputeRow = {
    reference: dispute.reference,
    status: dispute.status,
    response_due_at: toIso(dispute.responseDueAt),
    reason_code: dispute.reasonCode,
    reason_description: dispute.reasonDescription,
    excess: Number(dispute.excess),
  };
  return JSON.stringify(row);
}
