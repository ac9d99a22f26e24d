import { at, type Json, type JsonObject, listAt, numberAt, objectAt, parseJson, textAt } from "./json.ts";
import type { IssuerPolicy } from "./services.ts";

/** One authorization as the acquirer wrote it into its own books. */
export interface BookEntry {
  /** `sale`, `authorization`, `completion` or `refund`. */
  readonly kind: string;
  readonly rrn: string;
  readonly stan: string;
  readonly amountMinor: number;
  readonly isApproved: boolean;
  readonly isReversed: boolean;
  /** Electronic commerce indicator of the message, null where it carried none. */
  readonly eci: string | null;
  /** The national brand that the shopper chose of a co-badged card. */
  readonly cobrand: string | null;
  /** What the message said of a kept card: `initial cardholder`, `subsequent merchant` …; null where it said nothing. */
  readonly keptCard: string | null;
}

export interface Books {
  readonly entries: readonly BookEntry[];
  /** Euro cents that the acquirer holds for the merchant: approved and not reversed. */
  readonly heldMinor: number;
}

export interface Fault {
  readonly kind: string;
  /** On how many messages; then the link is well again. */
  readonly count: number;
  readonly delayMs?: number;
  /** Which messages it hits; default the usual ones of its kind. */
  readonly where?: string;
}

/** Money that the issuer took back from the merchant. */
export interface Dispute {
  readonly id: string;
  readonly originalRrn: string;
  readonly amountMinor: number;
  readonly isWon: boolean;
  /** Response code of the gateway to the chargeback, null while there is none. */
  readonly chargebackAnswer: string | null;
  readonly reversalAnswer: string | null;
  /** The gateway is still being told. */
  readonly isPending: boolean;
}

/** A payment without card as the bank has it in its books. */
export interface BankPayment {
  readonly id: string;
  readonly method: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
}

export interface DisputeRequest {
  /** Of a sale or completion in the books. */
  readonly rrn: string;
  /** Default: all of it. */
  readonly amountMinor?: number;
  readonly reasonCode?: string;
  readonly reason?: string;
}

/** The simulator's control interface: what a test may see of the acquirer and the issuer, and do to them. */
export interface SimulatorControls {
  books(): Promise<Books>;
  bank(): Promise<readonly BankPayment[]>;
  policy(policy: IssuerPolicy): Promise<void>;
  fault(fault: Fault): Promise<void>;
  /** How many faults are still waiting to strike. */
  armedFaults(): Promise<number>;
  clearFaults(): Promise<void>;
  disputes(): Promise<readonly Dispute[]>;
  raiseDispute(request: DisputeRequest): Promise<Dispute>;
  winDispute(id: string): Promise<Dispute>;
}

export function simulatorControls(simulatorUrl: string): SimulatorControls {
  const call = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const response = await fetch(`${simulatorUrl}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /control/${path}: ${response.status} ${text}`);
    return text === "" ? null : parseJson(text);
  };
  return {
    async books() {
      const books = await call("GET", "books");
      return {
        entries: listAt(books, "entries").map((entry) => ({
          kind: textAt(entry, "kind"),
          rrn: textAt(entry, "rrn"),
          stan: textAt(entry, "stan"),
          amountMinor: numberAt(entry, "amountMinor"),
          isApproved: at(entry, "approved") === true,
          isReversed: at(entry, "reversed") === true,
          eci: textOrNull(at(entry, "eci")),
          cobrand: textOrNull(at(entry, "cobrand")),
          keptCard: keptCardOf(at(entry, "storedCredential")),
        })),
        heldMinor: heldIn(euro, objectAt(books, "heldMinor")),
      };
    },
    async bank() {
      return listAt(await call("GET", "bank"), "payments").map((payment) => ({
        id: textAt(payment, "id"),
        method: textAt(payment, "method"),
        status: textAt(payment, "status"),
        amountMinor: numberAt(payment, "amountMinor"),
        paidMinor: numberAt(payment, "paidMinor"),
        refundedMinor: numberAt(payment, "refundedMinor"),
      }));
    },
    async policy(policy) {
      await call("POST", "policy", { threeDS: policy });
    },
    async fault(fault) {
      await call("POST", "faults", fault);
    },
    async armedFaults() {
      return listAt(await call("GET", "faults"), "faults").length;
    },
    async clearFaults() {
      await call("DELETE", "faults");
    },
    async disputes() {
      return listAt(await call("GET", "disputes"), "disputes").map(toDispute);
    },
    async raiseDispute(request) {
      return toDispute(await call("POST", "disputes", request));
    },
    async winDispute(id) {
      return toDispute(await call("POST", `disputes/${id}/win`, {}));
    },
  };
}

const toDispute = (dispute: Json): Dispute => ({
  id: textAt(dispute, "id"),
  originalRrn: textAt(dispute, "originalRrn"),
  amountMinor: numberAt(dispute, "amountMinor"),
  isWon: at(dispute, "won") === true,
  chargebackAnswer: textOrNull(at(dispute, "chargebackAnswer")),
  reversalAnswer: textOrNull(at(dispute, "reversalAnswer")),
  isPending: at(dispute, "pending") === true,
});

const keptCardOf = (credential: Json): string | null =>
  credential === null ? null : `${textAt(credential, "use")} ${textAt(credential, "initiatedBy")}`;

const textOrNull = (value: Json): string | null => (typeof value === "string" ? value : null);

/** ISO 4217 number. */
const euro = "978";

function heldIn(currency: string, heldByCurrency: JsonObject): number {
  return currency in heldByCurrency ? numberAt(heldByCurrency, currency) : 0;
}
