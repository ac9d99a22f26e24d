import { createHash } from "node:crypto";

/** An answer that was heard of a request under an Idempotency-Key. */
export interface KeyedAnswer {
  readonly status: number;
  readonly text: string;
}

/** One request of the shop and all that it heard of it, in the order in which it was heard. */
export interface KeyedRequest {
  readonly key: string;
  readonly name: string;
  readonly answers: KeyedAnswer[];
  /** A shop that has lost its note of the answer asks once more. */
  readonly isAskedAgain: boolean;
}

export interface KeyedRequests {
  /** Null: the shop sends this one without a key, as many do. */
  begin(method: string, path: string, body: unknown): KeyedRequest | null;
  readonly all: readonly KeyedRequest[];
}

const keyedShare = 170;
const askedAgainShare = 64;

/** Which requests have a key is a function of the seed and of what is asked: the order of events does not change it. */
export function startKeyedRequests(seed: string): KeyedRequests {
  const all: KeyedRequest[] = [];
  const counts = new Map<string, number>();
  return {
    all,
    begin(method, path, body) {
      if (method === "GET") return null;
      const name = `${method} ${path}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const digest = createHash("sha256")
        .update(`${seed}\n${name}\n${JSON.stringify(body) ?? ""}\n${count}`)
        .digest();
      if (digest.readUInt8(0) >= keyedShare) return null;
      const request: KeyedRequest = {
        key: digest.toString("hex", 2, 18),
        name,
        answers: [],
        isAskedAgain: digest.readUInt8(1) < askedAgainShare,
      };
      all.push(request);
      return request;
    },
  };
}

/** A fault, or "come again": such an answer settles nothing, and the key stays free for the next try. */
export const settlesNothing = (status: number): boolean => status >= 500 || status === 409 || status === 429;
