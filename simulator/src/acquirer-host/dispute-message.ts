/** 0422 and its repeat 0423 (docs/protocols/card-link.md, "Dispute advice"), and what is read of an 0432. */
import type { AdviceAnswer, AdviceKind, Dispute } from "./dispute.ts";
import type { IsoMessage } from "./iso-message.ts";

/** DE 3: adjustment in favour of the cardholder, or against him. */
const processingCodes: Readonly<Record<AdviceKind, string>> = { chargeback: "220000", reversal: "020000" };

export function adviceMessage(
  dispute: Dispute,
  sending: {
    readonly kind: AdviceKind;
    readonly isRepeat: boolean;
    readonly stan: string;
    readonly at: Date;
  },
): IsoMessage {
  const digits = sending.at.toISOString().replaceAll(/\D/g, "");
  const [date, time] = [digits.slice(4, 8), digits.slice(8, 14)];
  return {
    "0": sending.isRepeat ? "0423" : "0422",
    "3": processingCodes[sending.kind],
    "4": String(dispute.amountMinor).padStart(12, "0"),
    "7": date + time,
    "11": sending.stan,
    "12": time,
    "13": date,
    "37": dispute.id,
    "42": dispute.acceptorId.padEnd(15),
    "48": `T${subelement("93", dispute.reasonCode)}${subelement("94", dispute.reason)}`,
    "49": dispute.currency,
    "90":
      dispute.original.messageType + dispute.original.stan + dispute.original.transmittedAt + "0".repeat(22),
  };
}

/** Null where the 0432 names no advice of ours. */
export function parseAdviceAnswer(message: IsoMessage): AdviceAnswer | null {
  const { "3": processingCode, "37": id, "39": responseCode } = message;
  if (id === undefined || responseCode === undefined) return null;
  if (processingCode === processingCodes.chargeback) return { id, kind: "chargeback", responseCode };
  if (processingCode === processingCodes.reversal) return { id, kind: "reversal", responseCode };
  return null;
}

function subelement(number: string, value: string): string {
  return number + String(value.length).padStart(2, "0") + value;
}
