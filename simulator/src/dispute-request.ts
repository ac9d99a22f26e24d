import type { DisputeRequest } from "./acquirer-host/dispute-book.ts";

export type ParsedDispute =
  | { readonly ok: true; readonly request: DisputeRequest }
  | { readonly ok: false; readonly sentence: string };

const members = ["rrn", "amountMinor", "reasonCode", "reason"];

/** The body of `POST /control/disputes`; strict, because a mistyped amount would take another one back. */
export function parseDisputeRequest(body: unknown): ParsedDispute {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refuse("A dispute is an object with the rrn of a sale or completion.");
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const stranger = [...given.keys()].find((name) => !members.includes(name));
  if (stranger !== undefined) {
    return refuse(`A dispute has no member ${JSON.stringify(stranger.slice(0, 40))}.`);
  }
  const rrn = given.get("rrn");
  if (typeof rrn !== "string" || !/^[A-Za-z\d]{12}$/.test(rrn)) {
    return refuse("rrn must be twelve letters and digits, as GET /control/books tells them.");
  }
  const amountMinor = given.get("amountMinor") ?? null;
  if (amountMinor !== null && !isAmount(amountMinor)) {
    return refuse("amountMinor must be a whole number from 1 to 999999999999.");
  }
  // Visa 10.4: fraud, card not present; the most usual one.
  const reasonCode = given.get("reasonCode") ?? "104";
  if (typeof reasonCode !== "string" || !/^[A-Za-z\d]{1,10}$/.test(reasonCode)) {
    return refuse("reasonCode must be one to ten letters and digits.");
  }
  const reason = given.get("reason") ?? "Fraud: card not present";
  if (typeof reason !== "string" || !/^[\x20-\x7e]{1,90}$/.test(reason) || reason.trim() === "") {
    return refuse("reason must be one to ninety printable ASCII characters.");
  }
  return { ok: true, request: { rrn, amountMinor, reasonCode, reason } };
}

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 999_999_999_999;
}

function refuse(sentence: string): ParsedDispute {
  return { ok: false, sentence };
}
