/** What `audit verify` found, the first of it in words. */
export class Findings {
  readonly #sentences: string[] = [];
  #count = 0;

  add(where: string, what: string): void {
    this.#count += 1;
    if (this.#sentences.length < mostSentences) this.#sentences.push(`${where}: ${what}`);
  }

  get sentences(): readonly string[] {
    return this.#sentences;
  }

  get count(): number {
    return this.#count;
  }
}

/** More would scroll away what matters. */
const mostSentences = 200;
