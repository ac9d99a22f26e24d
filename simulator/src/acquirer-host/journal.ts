import { appendFileSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import type { FollowUpEntry, PaymentEntry } from "./book-entry.ts";
import type { AdviceKind, Dispute } from "./dispute.ts";

/** A payment as it was booked; what became of it follows in records of its own. */
export type PaymentRecord = Omit<PaymentEntry, "kind" | "isReversed" | "isReleased">;

/** What happened to the books, one line each. */
export type BookRecord =
  | { readonly kind: "authorization"; readonly entry: PaymentRecord }
  | { readonly kind: "follow-up"; readonly entry: FollowUpEntry }
  | { readonly kind: "reversal"; readonly key: string }
  | { readonly kind: "release"; readonly key: string }
  | { readonly kind: "reversal-of-unseen"; readonly key: string }
  | { readonly kind: "dispute"; readonly dispute: Dispute }
  | { readonly kind: "dispute-won"; readonly id: string; readonly at: string }
  | {
      readonly kind: "dispute-answered";
      readonly id: string;
      readonly advice: AdviceKind;
      readonly responseCode: string;
    };

export interface Journal {
  load(): readonly BookRecord[];
  /** Returns once the record survives the end of the process. */
  append(record: BookRecord): void;
}

export const forgetfulJournal: Journal = { load: () => [], append: () => {} };

/**
 * One JSON line for each record, written before the answer leaves: a simulator
 * that is killed and started again must still know what it promised.
 */
export class FileJournal implements Journal {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, "");
  }

  /** A last line without an end was never answered: it is cut off, so that the next record starts on a line of its own. */
  load(): readonly BookRecord[] {
    const text = readFileSync(this.#path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) truncateSync(this.#path, Buffer.byteLength(whole));
    return whole.split("\n").filter(Boolean).map(parseRecord);
  }

  append(record: BookRecord): void {
    appendFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }
}

/** Only this program writes the file; the check is against another file put in its place. */
function parseRecord(line: string): BookRecord {
  const record: unknown = JSON.parse(line);
  if (typeof record !== "object" || record === null || !("kind" in record)) {
    throw new Error("the simulator's books hold a line that is no record");
  }
  return record as BookRecord;
}
