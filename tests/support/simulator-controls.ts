import { at, type Json, type JsonObject, listAt, numberAt, objectAt, parseJson, textAt } from "./json.ts";
import type { IssuerPolicy } from "./services.ts";

/** One authorization as the acquirer wrote it into its own books. */
export interface BookEntry {
  readonly rrn: string;
  readonly stan: string;
  readonly amountMinor: number;
  readonly isApproved: boolean;
  readonly isReversed: boolean;
  /** Electronic commerce indicator of the message, null where it carried none. */
  readonly eci: string | null;
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
}

/** The simulator's control interface: what a test may see of the acquirer and the issuer, and do to them. */
export interface SimulatorControls {
  books(): Promise<Books>;
  policy(policy: IssuerPolicy): Promise<void>;
  fault(fault: Fault): Promise<void>;
  /** How many faults are still waiting to strike. */
  armedFaults(): Promise<number>;
  clearFaults(): Promise<void>;
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
          rrn: textAt(entry, "rrn"),
          stan: textAt(entry, "stan"),
          amountMinor: numberAt(entry, "amountMinor"),
          isApproved: at(entry, "approved") === true,
          isReversed: at(entry, "reversed") === true,
          eci: textOrNull(at(entry, "eci")),
          keptCard: keptCardOf(at(entry, "storedCredential")),
        })),
        heldMinor: heldIn(euro, objectAt(books, "heldMinor")),
      };
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
  };
}

const keptCardOf = (credential: Json): string | null =>
  credential === null ? null : `${textAt(credential, "use")} ${textAt(credential, "initiatedBy")}`;

const textOrNull = (value: Json): string | null => (typeof value === "string" ? value : null);

/** ISO 4217 number. */
const euro = "978";

function heldIn(currency: string, heldByCurrency: JsonObject): number {
  return currency in heldByCurrency ? numberAt(heldByCurrency, currency) : 0;
}
