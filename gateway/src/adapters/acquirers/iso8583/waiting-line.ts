import type { PendingRequest } from "./exchange.ts";

export interface WaitingLineOptions {
  readonly places: number;
  /** How long a request waits before it is given back as not sent. */
  readonly patienceMs: number;
  /** Why the line does not move, asked when patience ends. */
  readonly reasonForWaiting: () => string;
}

interface Waiting {
  readonly request: PendingRequest;
  readonly timer: NodeJS.Timeout;
}

/** The requests that have not left yet, first come first served. From here a request can still end as not sent. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  /** Insertion order is the order of the line; leaving from the middle costs nothing. */
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  has(key: string): boolean {
    return this.#waiting.has(key);
  }

  join(request: PendingRequest): void {
    if (this.#waiting.size >= this.#options.places) {
      request.settle({ kind: "not-sent", cause: "queue-full" });
      return;
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(request.key);
      request.settle({ kind: "not-sent", cause: this.#options.reasonForWaiting() });
    }, this.#options.patienceMs);
    this.#waiting.set(request.key, { request, timer });
  }

  next(): PendingRequest | null {
    for (const [key, { request, timer }] of this.#waiting) {
      this.#waiting.delete(key);
      clearTimeout(timer);
      return request;
    }
    return null;
  }

  sendHome(cause: string): void {
    for (let request = this.next(); request !== null; request = this.next()) {
      request.settle({ kind: "not-sent", cause });
    }
  }
}
