import { printsAlike } from "../decimal.ts";
import type { Json } from "../json.ts";

const mostCharacters = 2_000;
/** Bounds of a free-form member, which is stored and echoed but never read. */
const mostLevels = 8;
const mostEntries = 100;

/**
 * One object of untrusted, decoded JSON, read member by member. A wrong shape or
 * size does not stop the reading: it leaves a sentence for the merchant in
 * `complaints` and gives the value of an absent member, and whoever started the
 * reading refuses when there are complaints.
 *
 * Shops written in PHP send `[]` for an empty object and `null` for an absent
 * one; both are an object without members (contract, README §6).
 */
export class Members {
  readonly #path: string;
  readonly #complaints: string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(input: unknown, path: string, complaints: string[]) {
    this.#path = path;
    this.#complaints = complaints;
    this.#values = isRecord(input) ? input : {};
    if (!isRecord(input) && !isNothing(input)) complaints.push(`${path} must be an object`);
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  complain(name: string, what: string): void {
    this.#complaints.push(`${this.#path}.${name} ${what}`);
  }

  /** Null when absent; a number becomes its text, as shops send ids and names as integers. */
  text(name: string): string | null {
    const value = this.value(name);
    if (value === undefined || value === null) return null;
    if (typeof value === "number") return String(value);
    if (typeof value !== "string") {
      this.complain(name, "must be a text");
      return null;
    }
    if (!isStorable(value)) {
      this.complain(name, `must be a text of at most ${mostCharacters} valid characters`);
      return null;
    }
    return value;
  }

  /** False when absent or empty; `1`, `0` and the words in any case are understood. */
  flag(name: string): boolean {
    const value = this.value(name) ?? "";
    if (isScalar(value)) {
      const word = String(value).toLowerCase();
      if (word === "true" || word === "1") return true;
      if (word === "" || word === "false" || word === "0") return false;
    }
    this.complain(name, "must be true or false");
    return false;
  }

  object(name: string): Members {
    return new Members(this.value(name), `${this.#path}.${name}`, this.#complaints);
  }

  /** A list of objects, empty when absent. */
  objects(name: string, most: number): readonly Members[] {
    const value = this.value(name);
    if (isNothing(value)) return [];
    if (!Array.isArray(value)) {
      this.complain(name, "must be a list");
      return [];
    }
    if (value.length > most) {
      this.complain(name, `has more than ${most} entries`);
      return [];
    }
    return value.map(
      (entry: unknown, index) => new Members(entry, `${this.#path}.${name}[${index}]`, this.#complaints),
    );
  }

  /** The member as sent, within bounds; undefined when absent. */
  freeForm(name: string): Json | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const echo = echoOf(value, mostLevels);
    if (echo === undefined) {
      this.complain(
        name,
        `may have ${mostLevels} levels, ${mostEntries} entries in each and texts of ${mostCharacters} characters`,
      );
    }
    return echo;
  }

  /** A free-form list, empty when absent. */
  freeFormList(name: string): readonly Json[] {
    if (isNothing(this.value(name))) return [];
    const echo = this.freeForm(name);
    if (isList(echo)) return echo;
    if (echo !== undefined) this.complain(name, "must be a list");
    return [];
  }
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === "object" && input !== null && !Array.isArray(input);

/** Only these become text without running a `toString` that the sender may have put in an object. */
const isScalar = (input: unknown): input is boolean | number | string =>
  typeof input === "boolean" || typeof input === "number" || typeof input === "string";

const isList = (echo: Json | undefined): echo is readonly Json[] => Array.isArray(echo);

/** Absent, or one of the two spellings of an empty collection. */
function isNothing(input: unknown): boolean {
  if (input === undefined || input === null) return true;
  if (Array.isArray(input)) return input.length === 0;
  return isRecord(input) && Object.keys(input).length === 0;
}

/** PostgreSQL's jsonb holds neither NUL nor a lone surrogate. Length in code points. */
function isStorable(text: string): boolean {
  if (text.length > 2 * mostCharacters || [...text].length > mostCharacters) return false;
  return text.isWellFormed() && !text.includes("\u0000");
}

/** A copy that prints alike everywhere (see `toJsonNumber`), or undefined when out of bounds. */
function echoOf(value: unknown, levels: number): Json | undefined {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return isStorable(value) ? value : undefined;
  if (typeof value === "number") return echoOfNumber(value);
  if (typeof value !== "object" || levels === 0) return undefined;
  const entries = Object.entries(value);
  if (entries.length > mostEntries) return undefined;
  const echoes: [string, Json][] = [];
  for (const [name, entry] of entries) {
    const echo = echoOf(entry, levels - 1);
    if (echo === undefined || !isStorable(name)) return undefined;
    echoes.push([name, echo]);
  }
  return Array.isArray(value) ? echoes.map(([, echo]) => echo) : Object.fromEntries(echoes);
}

/** JSON has no infinity (`1e999` decodes to one) and prints -0 as 0. */
function echoOfNumber(value: number): Json | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (value === 0) return 0;
  return printsAlike(value) ? value : String(value);
}
