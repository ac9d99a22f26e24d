import type pg from "pg";
import type { RateLimit, Taking } from "#domain/limit/rate-limit.ts";
import { type Instant, instant, later, secondMs, toIso } from "#domain/time.ts";
import type { Log } from "#ports/log.ts";
import type { RateLimiter } from "#ports/rate-limiter.ts";

/**
 * One statement for each question: the row begins a window, goes on in it, or
 * begins the next. A window further away than a period was made under another
 * configuration and is over too.
 */
const taking = `
  insert into rate_limit (bucket, used, ends_at) values ($1, $2, $4)
  on conflict (bucket) do update set
    used = case when rate_limit.ends_at > $3 and rate_limit.ends_at <= $5
      then least(rate_limit.used + $2, 1000000000) else $2 end,
    ends_at = case when rate_limit.ends_at > $3 and rate_limit.ends_at <= $5
      then rate_limit.ends_at else $4 end
  returning used, ends_at`;

/** Clocks of two processes differ; a window that another process began a moment later than we know is no mistake. */
const clockDifferenceMs = 30 * secondMs;

/** Rows whose window is over go while others are made: a flood of addresses leaves no more than it brought. */
const forgetting = `
  delete from rate_limit where bucket in (
    select bucket from rate_limit where ends_at <= $1 order by ends_at limit $2 for update skip locked
  )`;
const takingsPerForgetting = 256;
const mostForgotten = 1_000;

/** Subjects remembered by this process; beyond it the oldest is forgotten, and the store is asked. */
const mostRemembered = 20_000;

/** The store is left alone for so long after a fault: not every request may wait for the same. */
const leftAloneMs = 5 * secondMs;

/** What a process knows of a subject without asking. */
interface Window {
  readonly endsAt: Instant;
  /** How many may still pass before the store is asked; -1 where none may until the end. */
  left: number;
}
const usedUp = -1;

export interface RateLimiterOptions {
  readonly pool: pg.Pool;
  /** Keyed hash: the table knows nobody's address. */
  readonly hash: (text: string) => string;
  readonly log: Log;
}

export function createRateLimiter({ pool, hash, log }: RateLimiterOptions): RateLimiter {
  const windows = new Map<string, Window>();
  let askAgainAt = 0;
  let takings = 0;

  function remember(bucket: string, window: Window): void {
    windows.delete(bucket);
    if (windows.size >= mostRemembered) {
      const [oldest] = windows.keys();
      if (oldest !== undefined) windows.delete(oldest);
    }
    windows.set(bucket, window);
  }

  function current(bucket: string, now: Instant, limit: RateLimit): Window | null {
    const window = windows.get(bucket);
    if (window === undefined) return null;
    // A window that ends later than one that begins now was begun before the clock was set back.
    if (window.endsAt > now && window.endsAt <= now + limit.periodMs + clockDifferenceMs) return window;
    windows.delete(bucket);
    return null;
  }

  async function ask(limit: RateLimit, bucket: string, now: Instant, window: Window | null): Promise<Taking> {
    const result = await pool.query<{ used: number; ends_at: Date }>({
      name: "take-rate",
      text: taking,
      values: [
        hash(bucket),
        limit.share,
        toIso(now),
        toIso(later(now, limit.periodMs)),
        toIso(later(now, limit.periodMs + clockDifferenceMs)),
      ],
    });
    const [row] = result.rows;
    if (row === undefined) throw new Error("a count without a row");
    const endsAt = instant(row.ends_at.getTime());
    if (row.used > limit.most) {
      remember(bucket, { endsAt, left: usedUp });
      return refusedUntil(endsAt, now);
    }
    if (window !== null) remember(bucket, { endsAt, left: window.left });
    return { kind: "taken" };
  }

  function forgetNowAndThen(now: Instant): void {
    takings += 1;
    if (takings % takingsPerForgetting !== 0) return;
    pool
      .query({ name: "forget-rates", text: forgetting, values: [toIso(now), mostForgotten] })
      .catch((error: unknown) => log.warn("rate-limit.not-forgotten", { cause: String(error) }));
  }

  return {
    known(limit, subject, now) {
      if (limit.most === 0) return { kind: "taken" };
      const window = current(`${limit.name}:${subject}`, now, limit);
      return window?.left === usedUp ? refusedUntil(window.endsAt, now) : { kind: "taken" };
    },
    async take(limit, subject, now) {
      if (limit.most === 0) return { kind: "taken" };
      const bucket = `${limit.name}:${subject}`;
      const window = current(bucket, now, limit);
      if (window?.left === usedUp) return refusedUntil(window.endsAt, now);
      if (window !== null && window.left > 0) {
        window.left -= 1;
        return { kind: "taken" };
      }
      // Who begins is not looked up: a share is settled when it has been used.
      if (window === null && limit.share > 1) {
        remember(bucket, { endsAt: later(now, limit.periodMs), left: limit.share - 1 });
        return { kind: "taken" };
      }
      if (limit.withoutStore === "pass" && now < askAgainAt) return { kind: "taken" };
      try {
        forgetNowAndThen(now);
        // The next share passes while the store is asked, so that of many at once one asks.
        if (window !== null) window.left = limit.share - 1;
        return await ask(limit, bucket, now, window);
      } catch (error) {
        if (limit.withoutStore === "fail") throw error;
        askAgainAt = later(now, leftAloneMs);
        log.warn("rate-limit.store-away", { limit: limit.name, cause: String(error) });
        return { kind: "taken" };
      }
    },
  };
}

const refusedUntil = (endsAt: Instant, now: Instant): Taking => ({
  kind: "refused",
  retryAfterS: Math.max(1, Math.ceil((endsAt - now) / secondMs)),
});
