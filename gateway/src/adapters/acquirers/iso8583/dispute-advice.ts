/** 0422 and 0432 (docs/protocols/card-link.md, "Dispute advice"): what the acquirer tells of a dispute, and our receipt. */
import { currencyOfNumber } from "#domain/currency.ts";
import type { DisputeAdvice, DisputedMessage } from "#domain/dispute/dispute-advice.ts";
import { minor } from "#domain/money.ts";
import { type Result, ok, refuse } from "#domain/result.ts";
import type { DisputeReceipt, DisputeReceiver } from "#ports/dispute-receiver.ts";
import type { Log } from "#ports/log.ts";
import type { AdviceAnswerer } from "./advice-desk.ts";
import type { ElementNumber, Elements, Message } from "./message.ts";

const receiptCodes = {
  recorded: "00",
  "unknown-original": "25",
  exceeds: "13",
  "not-allowed": "12",
} as const satisfies Record<DisputeReceipt, string>;
const formatError = "30";

/** Reads the advice, hands it on, answers when it is committed. Rejects where the receiver does. */
export function disputeAnswerer(receive: DisputeReceiver, log: Log): AdviceAnswerer {
  return async (message) => {
    const { 11: stan, 37: reference } = message.elements;
    const advice = parseDisputeAdvice(message);
    if (!advice.ok) {
      log.warn("card-link.advice-malformed", { stan, reference, fault: advice.refusal });
      return acknowledgement(message, formatError);
    }
    const receipt = await receive(advice.value);
    const event = { stan, reference, kind: advice.value.kind, receipt };
    if (receipt === "recorded") log.info("card-link.advice-recorded", event);
    else log.warn("card-link.advice-refused", event);
    return acknowledgement(message, receiptCodes[receipt]);
  };
}

/** DE 3: an adjustment in favour of the cardholder, or against him. */
const kinds: ReadonlyMap<string, DisputeAdvice["kind"]> = new Map([
  ["220000", "chargeback"],
  ["020000", "reverse-chargeback"],
]);

/** The types that DE 90 may name: what moved money. */
const originalKinds: ReadonlyMap<string, DisputedMessage["kind"]> = new Map([
  ["0200", "sale"],
  ["0220", "capture"],
]);

/** The refusal names the element at fault. */
export function parseDisputeAdvice({ elements }: Message): Result<DisputeAdvice, string> {
  const missing = echoedElements.find((number) => elements[number] === undefined);
  if (missing !== undefined) return refuse(`DE ${missing}`);
  const kind = kinds.get(elements[3] ?? "");
  if (kind === undefined) return refuse("DE 3");
  const amount = minor(BigInt(elements[4] ?? "0"));
  if (amount === 0n) return refuse("DE 4");
  const currency = currencyOfNumber(elements[49] ?? "");
  if (currency === null) return refuse("DE 49");
  const reason = parseReason(elements[48] ?? "");
  if (reason === null) return refuse("DE 48");
  const original = parseOriginal(elements[90] ?? "");
  if (original === null) return refuse("DE 90");
  return ok({
    kind,
    reference: elements[37] ?? "",
    original,
    acceptorId: (elements[42] ?? "").trimEnd(),
    money: { amount, currency },
    ...reason,
  });
}

function parseOriginal(original: string): DisputedMessage | null {
  const kind = originalKinds.get(original.slice(0, 4));
  return kind === undefined
    ? null
    : { kind, stan: original.slice(4, 10), transmittedAt: original.slice(10, 20) };
}

/** DE 48: `93` and `94`, each with two digits of length, and nothing else. */
function parseReason(text: string): Pick<DisputeAdvice, "reasonCode" | "reasonDescription"> | null {
  const code = subelement(text.slice(1), "93", 10);
  if (!text.startsWith("T") || code === null || !/^[A-Za-z\d]+$/.test(code.value)) return null;
  const description = subelement(code.rest, "94", 90);
  if (description === null || description.rest !== "" || description.value.trim() === "") return null;
  return { reasonCode: code.value, reasonDescription: withoutNumbers(description.value.trim()) };
}

/** An acquirer that writes a card number into its words must not make us store and show it (PCI DSS 3.4). */
const withoutNumbers = (text: string): string => text.replaceAll(/\d(?:[ ./_-]{0,2}\d){11,}/g, "(number)");

function subelement(
  text: string,
  number: string,
  longest: number,
): { readonly value: string; readonly rest: string } | null {
  const length = Number(/^\d{2}$/.exec(text.slice(2, 4))?.[0] ?? "0");
  if (!text.startsWith(number) || length < 1 || length > longest || text.length < 4 + length) return null;
  return { value: text.slice(4, 4 + length), rest: text.slice(4 + length) };
}

const echoedElements: readonly ElementNumber[] = [3, 4, 7, 11, 12, 13, 37, 42, 49, 90];

/** Carries back what names the advice, as far as it came. */
function acknowledgement({ elements }: Message, responseCode: string): Message {
  const echoed: Elements = Object.fromEntries(
    echoedElements.flatMap((number) => (elements[number] === undefined ? [] : [[number, elements[number]]])),
  );
  return { type: "0432", elements: { ...echoed, 39: responseCode } };
}
