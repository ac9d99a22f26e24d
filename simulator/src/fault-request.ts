import { type Fault, faultKinds, isFaultKind, isMacFault, pointsOf } from "./faults.ts";

export type FaultRequest =
  | { readonly ok: true; readonly fault: Fault }
  | { readonly ok: false; readonly sentence: string };

const members = ["kind", "count", "delayMs", "where"];
const mostMessages = 1_000;
const longestDelayMs = 120_000;

/** The body of `POST /control/faults`; strict, because a mistyped fault would make a test pass for nothing. */
export function parseFault(body: unknown, { hasMacs }: { readonly hasMacs: boolean }): FaultRequest {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refuse("A fault is an object with kind and count.");
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const stranger = [...given.keys()].find((name) => !members.includes(name));
  if (stranger !== undefined)
    return refuse(`A fault has no member ${JSON.stringify(stranger.slice(0, 40))}.`);
  const kind = given.get("kind");
  if (!isFaultKind(kind)) return refuse(`kind must be one of ${faultKinds().join(", ")}.`);
  if (isMacFault(kind) && !hasMacs) {
    return refuse(`${kind} needs SLUIS_ACQUIRER_MAC_KEY: without it there are no MACs on the card link.`);
  }
  const count = given.get("count") ?? 1;
  if (!isWholeNumber(count, 1, mostMessages))
    return refuse(`count must be a whole number from 1 to ${mostMessages}.`);
  const points = pointsOf(kind);
  const where = points.find((point) => point === (given.get("where") ?? points[0]));
  if (where === undefined) return refuse(`where must be one of ${points.join(", ")} for ${kind}.`);
  return withDelay({ kind, count, where }, given.get("delayMs"));
}

function withDelay(fault: Omit<Fault, "delayMs">, delayMs: unknown): FaultRequest {
  if (fault.kind !== "late-answer" && fault.kind !== "bank-late-answer") {
    return delayMs === undefined
      ? { ok: true, fault: { ...fault, delayMs: 0 } }
      : refuse("delayMs belongs to late-answer and bank-late-answer only.");
  }
  if (!isWholeNumber(delayMs, 0, longestDelayMs)) {
    return refuse(`${fault.kind} needs delayMs, a whole number from 0 to ${longestDelayMs}.`);
  }
  return { ok: true, fault: { ...fault, delayMs } };
}

function isWholeNumber(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

function refuse(sentence: string): FaultRequest {
  return { ok: false, sentence };
}
