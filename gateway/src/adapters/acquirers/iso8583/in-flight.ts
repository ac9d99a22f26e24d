import type { Message } from "./message.ts";
import { type Exchange, exchangeKey } from "./exchange.ts";

interface InFlightRequest {
  readonly settle: (exchange: Exchange) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * The requests that have left and are not answered. From here a request can only
 * become answered or unknown: its bytes are out of our hands.
 */
export class InFlight {
  readonly #requests = new Map<string, InFlightRequest>();

  get size(): number {
    return this.#requests.size;
  }

  has(key: string): boolean {
    return this.#requests.has(key);
  }

  add(request: {
    readonly key: string;
    readonly timeoutMs: number;
    readonly settle: (exchange: Exchange) => void;
  }): void {
    const { key, timeoutMs, settle } = request;
    const timer = setTimeout(() => {
      this.#requests.delete(key);
      settle({ kind: "unknown", cause: "no-answer" });
    }, timeoutMs);
    this.#requests.set(key, { settle, timer });
  }

  /** False where nobody waits for this answer: it is late, or not ours. */
  answer(answer: Message): boolean {
    const key = exchangeKey(answer);
    const request = this.#requests.get(key);
    if (request === undefined) return false;
    this.#requests.delete(key);
    clearTimeout(request.timer);
    request.settle({ kind: "answered", answer });
    return true;
  }

  loseAll(cause: string): void {
    const lost = [...this.#requests.values()];
    this.#requests.clear();
    for (const { settle, timer } of lost) {
      clearTimeout(timer);
      settle({ kind: "unknown", cause });
    }
  }
}
