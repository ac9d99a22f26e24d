/**
 * Reads the members of a JSON object one after the other and remembers the
 * first that is missing or wrong, so that a parser reads like the table of the
 * protocol. What is read after a mistake is worth nothing: ask `mistake` first.
 */
export class Members {
  readonly #given: ReadonlyMap<string, unknown>;
  #mistake: string | null = null;

  constructor(body: unknown) {
    const isObject = typeof body === "object" && body !== null && !Array.isArray(body);
    this.#given = new Map(isObject ? Object.entries(body) : []);
    if (!isObject) this.#mistake = "an object is expected";
  }

  /** A sentence for who sent it, or null where all is right. */
  mistake(): string | null {
    return this.#mistake;
  }

  text(name: string, { least = 1, most }: { readonly least?: number; readonly most: number }): string {
    const value = this.#given.get(name);
    if (typeof value === "string" && value.length >= least && value.length <= most) return value;
    return this.wrong(`${name} must be a text of ${least} to ${most} characters`, "");
  }

  textOrNull(name: string, limits: { readonly most: number }): string | null {
    return this.#isAbsent(name) ? null : this.text(name, { least: 0, ...limits });
  }

  wholeNumber(name: string, { least, most }: { readonly least: number; readonly most: number }): number {
    const value = this.#given.get(name);
    if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
    return this.wrong(`${name} must be a whole number from ${least} to ${most}`, least);
  }

  /** False where it is absent. */
  flag(name: string): boolean {
    const value = this.#given.get(name);
    if (typeof value === "boolean") return value;
    return this.#isAbsent(name) ? false : this.wrong(`${name} must be true or false`, false);
  }

  url(name: string): string {
    const value = this.text(name, { most: longestUrl });
    const url = URL.parse(value);
    const isWebAddress = url !== null && /^https?:$/.test(url.protocol);
    return isWebAddress ? url.href : this.wrong(`${name} must be an http or https URL`, "");
  }

  /** ISO 8601 in UTC, cut to whole seconds. */
  instant(name: string): string {
    const value = this.text(name, { most: 30 });
    const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(value) ? Date.parse(value) : NaN;
    if (Number.isNaN(time)) return this.wrong(`${name} must be a time such as 2026-02-03T10:00:00Z`, "");
    return new Date(Math.floor(time / 1000) * 1000).toISOString();
  }

  instantOrNull(name: string): string | null {
    return this.#isAbsent(name) ? null : this.instant(name);
  }

  /** The members of an object inside; null where it is absent. */
  objectOrNull<T>(name: string, read: (inner: Members) => T): T | null {
    if (this.#isAbsent(name)) return null;
    const inner = new Members(this.#given.get(name));
    const value = read(inner);
    const mistake = inner.mistake();
    return mistake === null ? value : this.wrong(`${name}: ${mistake}`, null);
  }

  /** Notes a mistake and gives back a value to go on with. */
  wrong<T>(sentence: string, value: T): T {
    this.#mistake ??= sentence;
    return value;
  }

  #isAbsent(name: string): boolean {
    const value = this.#given.get(name);
    return value === undefined || value === null;
  }
}

const longestUrl = 2_048;
