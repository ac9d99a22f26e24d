import { randomInt, randomUUID } from "node:crypto";
import type { Account, DueStep, Payment } from "./payment.ts";
import type { PaymentStatus } from "./payment-status.ts";
import type { Consumer, PaymentRequest } from "./requests.ts";

/** How a payment begins: what the documented test accounts and test shoppers are scripted to do. */
interface Beginning {
  readonly status: PaymentStatus;
  readonly steps: readonly { readonly afterSeconds: number; readonly status: DueStep["status"] }[];
}

const waiting: Beginning = { status: "open", steps: [] };

/** A payment as it is opened. `mandated` is the account that a token in the request stands for. */
export function openPayment(
  { order, account, consumer, token, wantsMandate }: PaymentRequest,
  { nowMs, mandated }: { readonly nowMs: number; readonly mandated: Account | null },
): Payment {
  const payer = mandated ?? account;
  const { status, steps } = beginningOf(order.method, payer?.iban ?? "", consumer);
  return {
    ...order,
    id: newName("bp"),
    status,
    reason: status === "failed" ? "The provider does not accept this shopper." : null,
    payer: payer ?? shoppersAccount(order.method, consumer),
    mandate: givesMandate(order.method, wantsMandate) ? (token ?? newName("md")) : null,
    transferReference: order.method === "BANKTRANS" ? String(randomInt(1e11, 1e12)) : null,
    paidMinor: 0,
    refunds: [],
    shipments: [],
    due: steps.map((step) => ({
      at: new Date(nowMs + step.afterSeconds * 1000).toISOString(),
      status: step.status,
    })),
  };
}

/** A debit always; the shopper's own bank where he was asked. */
const givesMandate = (method: string, isWanted: boolean): boolean =>
  method === "DIRDEB" || (isWanted && ["IDEAL", "DIRECTBANK", "MISTERCASH"].includes(method));

/** Unguessable: whoever knows the name of an open payment can end it. */
export function newName(kind: "bp" | "br" | "md"): string {
  return `${kind}_${randomUUID().replaceAll("-", "")}`;
}

function beginningOf(method: string, iban: string, consumer: Consumer | null): Beginning {
  switch (method) {
    case "BANKTRANS":
      return transfers[scriptOf(iban)] ?? expiresUnpaid;
    case "DIRDEB":
      return debits[scriptOf(iban)] ?? paysSoon;
    case "EINVOICE":
    case "PAYAFTER":
      return { status: "pending", steps: [] };
    case "AFTERPAY":
      return consumer?.email?.toLowerCase() === "rejection@afterpay.nl" ? rejected : waiting;
    case "IN3":
      return isRejectedByIn3(consumer) ? rejected : waiting;
    default:
      return waiting;
  }
}

const rejected: Beginning = { status: "failed", steps: [] };
const paysSoon: Beginning = { status: "open", steps: [{ afterSeconds: 120, status: "paid" }] };
const failsSoon: Beginning = { status: "open", steps: [{ afterSeconds: 120, status: "failed" }] };
const expiresSoon: Beginning = { status: "open", steps: [{ afterSeconds: 120, status: "expired" }] };
const expiresUnpaid: Beginning = { status: "open", steps: [{ afterSeconds: 5 * 86_400, status: "expired" }] };

const transfers: Readonly<Record<string, Beginning>> = { "1": paysSoon, "2": expiresSoon, "4": failsSoon };
const debits: Readonly<Record<string, Beginning>> = {
  "1": paysSoon,
  "2": failsSoon,
  "3": doubtful("paid"),
  "4": doubtful("failed"),
};

function doubtful(status: DueStep["status"]): Beginning {
  const steps = [
    { afterSeconds: 120, status: "pending" },
    { afterSeconds: 180, status },
  ] as const;
  return { status: "open", steps };
}

/** Only the test accounts, nine zeros and a digit at the end, are scripted. */
function scriptOf(iban: string): string {
  return /0{9}(\d)$/.exec(iban)?.[1] ?? "";
}

function isRejectedByIn3(consumer: Consumer | null): boolean {
  return (
    consumer?.birthday === "2000-01-01" &&
    consumer.zip_code?.replaceAll(" ", "").toUpperCase() === "1111AB" &&
    consumer.house_number === "1"
  );
}

/** Methods in which the shopper pays from an account that only his bank tells. */
const accountMethods = new Set(
  "IDEAL BELFIUS CBC KBC TRUSTLY EPS GIROPAY MISTERCASH DIRECTBANK BANKTRANS".split(" "),
);

function shoppersAccount(method: string, consumer: Consumer | null): Account | null {
  if (!accountMethods.has(method)) return null;
  const holder = [consumer?.first_name, consumer?.last_name].filter(Boolean).join(" ");
  return { holder: holder || "Sam Sample", iban: "NL87ABNA0000000001", bic: "ABNANL2A" };
}
