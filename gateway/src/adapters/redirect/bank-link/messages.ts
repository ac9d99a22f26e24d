import { minor } from "#domain/money.ts";
import type { BankAccount, TransferInstructions } from "#domain/payment/attempt.ts";
import { secondMs, toIso } from "#domain/time.ts";
import {
  type ProviderPaymentRequest,
  type ProviderReport,
  type ProviderStatus,
  providerStatuses,
} from "#ports/redirect-bank.ts";

/** Messages of docs/protocols/bank-link.md: ours as text, theirs as what they say or null. */

export const paymentBody = (request: ProviderPaymentRequest): string =>
  JSON.stringify({
    reference: request.reference,
    method: request.method,
    amount: Number(request.money.amount),
    currency: request.money.currency,
    description: request.description,
    locale: request.locale,
    return_url: request.returnUrl,
    webhook_url: request.webhookUrl,
    expires_at: request.expiresAt === null ? null : toIso(request.expiresAt),
    issuer: request.input.issuer,
    account: request.input.account,
    token: request.input.token,
    wants_mandate: request.wantsMandate,
    consumer: {
      first_name: request.consumer.firstName,
      last_name: request.consumer.lastName,
      email: request.consumer.email,
      phone: request.consumer.phone,
      birthday: request.input.birthday,
      gender: request.input.gender,
      address: request.consumer.address,
      house_number: request.consumer.houseNumber,
      zip_code: request.consumer.zipCode,
      city: request.consumer.city,
      country: request.consumer.country,
    },
  });

/** Longer than any text a provider has for us; what is longer is cut, for it decides nothing. */
const longestText = 200;
const longestUrl = 2_000;
/** A provider may not send us to sleep for longer, nor keep us asking without a pause. */
const longestPauseSeconds = 30 * 86_400;

/**
 * Null for what is no payment. A page elsewhere than at `pageOrigins` is one to
 * which nobody is sent: without it an open payment cannot go on, while money that
 * has moved is told all the same.
 */
export function parseReport(body: unknown, pageOrigins: readonly string[]): ProviderReport | null {
  const payment = membersOf(body);
  if (payment === null) return null;
  const id = payment["id"];
  const status = providerStatuses.find((one): one is ProviderStatus => one === payment["status"]);
  const amount = payment["amount"];
  const paid = payment["amount_paid"];
  if (typeof id !== "string" || !/^bp_[A-Za-z0-9]{1,60}$/.test(id) || status === undefined) return null;
  // More than was asked for is no answer of the protocol: whose money that is nobody knows.
  if (!isMinorUnits(amount) || !isMinorUnits(paid) || paid > amount) return null;
  const checkoutUrl = parseUrl(payment["checkout_url"], pageOrigins);
  const pause = payment["check_after"];
  if (checkoutUrl === undefined && status === "open") return null;
  return {
    paymentId: id,
    reference: textOf(payment["reference"]) ?? "",
    method: textOf(payment["method"]) ?? "",
    amount: minor(BigInt(amount)),
    currency: textOf(payment["currency"]) ?? "",
    status,
    reason: textOf(payment["reason"]),
    checkoutUrl: checkoutUrl ?? null,
    instructions: parseInstructions(payment["instructions"]),
    account: parseAccount(payment["account"]),
    mandate: textOf(payment["mandate"]),
    amountPaid: minor(BigInt(paid)),
    checkAfterMs:
      typeof pause === "number" && Number.isFinite(pause)
        ? Math.ceil(Math.min(Math.max(pause, 1), longestPauseSeconds)) * secondMs
        : null,
  };
}

/** The sentence of a 422. */
export function parseRefusal(body: unknown): string {
  const error = membersOf(membersOf(body)?.["error"]);
  return textOf(error?.["message"]) ?? "Refused by the provider";
}

/** Null for null; undefined where it is no address to send a browser to. */
function parseUrl(value: unknown, origins: readonly string[]): string | null | undefined {
  if (value === null || value === undefined) return null;
  const url = typeof value === "string" && value.length <= longestUrl ? URL.parse(value) : null;
  // As the browser will read it, and not as it was written: the two may differ in where they lead.
  return url !== null && origins.includes(url.origin) ? url.href : undefined;
}

function parseAccount(value: unknown): BankAccount | null {
  const account = membersOf(value);
  return account === null
    ? null
    : { holder: textOf(account["holder"]), iban: textOf(account["iban"]), bic: textOf(account["bic"]) };
}

function parseInstructions(value: unknown): TransferInstructions | null {
  const given = membersOf(value);
  const reference = textOf(given?.["reference"]);
  const iban = textOf(given?.["iban"]);
  if (given === null || reference === null || iban === null) return null;
  return {
    reference,
    iban,
    bic: textOf(given["bic"]) ?? "",
    bank: textOf(given["bank"]) ?? "",
    holder: textOf(given["holder"]) ?? "",
    city: textOf(given["city"]) ?? "",
    country: textOf(given["country"]) ?? "",
  };
}

const isMinorUnits = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const membersOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== ""
    ? value
        .toWellFormed()
        .replaceAll(/\p{Cc}/gu, " ")
        .slice(0, longestText)
    : null;
