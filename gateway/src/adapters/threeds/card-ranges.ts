/**
 * The directory server's card ranges, kept: asked at the first payment and again
 * after an hour, because a browser waits while we ask. Where the directory server
 * does not answer, ranges of up to a day serve on (EMV 3DS 2.2.0 wants them
 * refreshed once a day); without any, nobody waits for it again until a short
 * pause is over, and the AReq will tell.
 */
import type { Pan } from "#domain/card/card.ts";
import { type Instant, dayMs, hourMs, later, secondMs } from "#domain/time.ts";
import type { CardRange } from "#ports/authenticator.ts";
import type { Clock } from "#ports/clock.ts";
import type { AccountRange } from "./card-range-messages.ts";

export interface CardRangesOptions {
  readonly clock: Clock;
  /** Asks the directory server; null where it could not be asked or gave nonsense. */
  readonly ask: () => Promise<AskedRanges | null>;
}

/** `ranges` is null where the directory server answers but keeps no list. */
export interface AskedRanges {
  readonly ranges: readonly AccountRange[] | null;
}

const pauseAfterFailureMs = 10 * secondMs;

interface Kept {
  readonly index: RangeIndex | null;
  readonly askedAt: Instant;
}

export class CardRanges {
  readonly #options: CardRangesOptions;
  #kept: Kept | null = null;
  #nextAskAt: Instant | null = null;
  #asking: Promise<void> | null = null;

  constructor(options: CardRangesOptions) {
    this.#options = options;
  }

  async find(pan: Pan): Promise<CardRange> {
    const now = this.#options.clock.now();
    if (this.#nextAskAt === null || now >= this.#nextAskAt) await this.#askOnce();
    const kept = this.#kept;
    if (kept === null || kept.index === null || now > later(kept.askedAt, dayMs))
      return { kind: "unavailable" };
    const range = kept.index.find(pan.reveal());
    return range === null ? { kind: "not-enrolled" } : { kind: "enrolled", methodUrl: range.methodUrl };
  }

  /** However many payments wait, the directory server is asked once. */
  #askOnce(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const { clock, ask } = this.#options;
    const asked = await ask();
    const now = clock.now();
    if (asked === null) {
      this.#nextAskAt = later(now, pauseAfterFailureMs);
      return;
    }
    this.#kept = { index: asked.ranges === null ? null : new RangeIndex(asked.ranges), askedAt: now };
    this.#nextAskAt = later(now, hourMs);
  }
}

/** Ranges by length of the account number, each length sorted: a scheme has tens of thousands of them. */
class RangeIndex {
  readonly #byLength: ReadonlyMap<number, readonly AccountRange[]>;

  constructor(ranges: readonly AccountRange[]) {
    const sorted = ranges.toSorted((one, other) => (one.start < other.start ? -1 : 1));
    this.#byLength = Map.groupBy(sorted, ({ start }) => start.length);
  }

  /** Numbers of one length compare as texts do. Ranges do not overlap, so the last one that starts before is the only candidate. */
  find(digits: string): AccountRange | null {
    const ranges = this.#byLength.get(digits.length) ?? [];
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.start ?? "") <= digits) low = middle + 1;
      else high = middle;
    }
    const candidate = ranges[low - 1];
    return candidate !== undefined && digits <= candidate.end ? candidate : null;
  }
}
