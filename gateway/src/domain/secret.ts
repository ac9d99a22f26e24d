/**
 * A value that must never be printed: PAN, CVC, API key. Every ordinary way to
 * look at it (string conversion, JSON, the inspector of Node) shows the mask;
 * the one greppable word that opens it is `reveal`.
 */
export class Secret<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}
