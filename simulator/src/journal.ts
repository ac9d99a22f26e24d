import { appendFileSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";

/** What happened to somebody's books, one record after the other. */
export interface Journal<Entry> {
  load(): readonly Entry[];
  /** Returns once the record survives the end of the process. */
  append(record: Entry): void;
}

export const forgetfulJournal = { load: (): readonly never[] => [], append: (): void => {} };

/**
 * One JSON line for each record, written before the answer leaves: a simulator
 * that is killed and started again must still know what it promised.
 */
export class FileJournal<Entry extends { readonly kind: string }> implements Journal<Entry> {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, "");
  }

  /** A last line without an end was never answered: it is cut off, so that the next record starts on a line of its own. */
  load(): readonly Entry[] {
    const text = readFileSync(this.#path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole !== text) truncateSync(this.#path, Buffer.byteLength(whole));
    return whole
      .split("\n")
      .filter(Boolean)
      .map((line) => parseRecord(line) as Entry);
  }

  append(record: Entry): void {
    appendFileSync(this.#path, `${JSON.stringify(record)}\n`);
  }
}

/** Only this program writes the file; the check is against another file put in its place. */
function parseRecord(line: string): object {
  const record: unknown = JSON.parse(line);
  if (typeof record !== "object" || record === null || !("kind" in record)) {
    throw new Error("the simulator's books hold a line that is no record");
  }
  return record;
}
