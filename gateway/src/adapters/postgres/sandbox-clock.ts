import type pg from "pg";
import { type Instant, instant } from "#domain/time.ts";
import type { SteerableClock } from "#ports/clock.ts";

/** The channel on which every process hears that the clock was moved. */
export const clockChannel = "clock_moved";

/**
 * Real time plus an offset kept in the database, so that all processes and all
 * restarts agree. The offset only grows: time never goes back.
 */
export interface SandboxClock extends SteerableClock {
  /** Reads the offset again; called when another process moved the clock. */
  reload(): Promise<void>;
}

export async function createSandboxClock(pool: pg.Pool): Promise<SandboxClock> {
  let offsetMs = 0;
  let frozenAt: Instant | null = null;

  async function reload(): Promise<void> {
    const row = await pool.query<{ offset_ms: string }>("select offset_ms from clock");
    offsetMs = Math.max(offsetMs, Number(row.rows[0]?.offset_ms ?? "0"));
  }

  const now = (): Instant => frozenAt ?? instant(Date.now() + offsetMs);

  /** Every process hears of it, so that none goes on at a time that is over. */
  async function record(at: Instant): Promise<void> {
    const wanted = Math.max(0, at - Date.now());
    const row = await pool.query<{ offset_ms: string }>(
      `with moved as (update clock set offset_ms = greatest(offset_ms, $1) returning offset_ms)
       select offset_ms, pg_notify('${clockChannel}', '')::text from moved`,
      [wanted],
    );
    offsetMs = Math.max(offsetMs, Number(row.rows[0]?.offset_ms ?? wanted));
  }

  function release(): void {
    if (frozenAt !== null) offsetMs = Math.max(offsetMs, frozenAt - Date.now());
    frozenAt = null;
  }

  await reload();
  return {
    now,
    reload,
    release,
    async freezeAt(at) {
      frozenAt = now();
      if (at <= frozenAt) return;
      await record(at);
      frozenAt = at;
    },
    async releaseAt(at) {
      await record(at);
      release();
    },
  };
}
