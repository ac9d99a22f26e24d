/** Collects the values of a statement and gives the `$n` that stand for them. */
export class Parameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** A common table expression of a statement; statements whose parts have the same names have the same text. */
export interface Part {
  readonly name: string;
  readonly sql: string;
}
