import type pg from "pg";
import { type Instant, instant } from "#domain/time.ts";
import type { SteerableClock } from "#ports/clock.ts";

/** The channel on which every process hears that the clock was moved, and that jobs may be due. */
export const clockChannel = "clock_moved";
/** On the way there the jobs are the mover's: the others only hear how late it is. */
export const clockStepChannel = "clock_stepped";

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
    // Whoever moves it reads it with each step.
    if (frozenAt !== null) return;
    const row = await pool.query<{ offset_ms: string }>("select offset_ms from clock");
    offsetMs = Math.max(offsetMs, Number(row.rows[0]?.offset_ms ?? "0"));
  }

  const now = (): Instant => frozenAt ?? instant(Date.now() + offsetMs);

  /** Every process hears of it, so that none goes on at a time that is over. */
  async function record(at: Instant, channel: string): Promise<void> {
    const wanted = Math.max(0, at - Date.now());
    const row = await pool.query<{ offset_ms: string }>(
      `with moved as (update clock set offset_ms = greatest(offset_ms, $1) returning offset_ms)
       select offset_ms, pg_notify($2, '')::text from moved`,
      [wanted, channel],
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
      await record(at, clockStepChannel);
      frozenAt = at;
    },
    async releaseAt(at) {
      await record(at, clockChannel);
      release();
    },
  };
}
