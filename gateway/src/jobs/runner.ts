import type { DueJob } from "#app/run-job.ts";

/**
 * The entrance of everything that happens later. It claims due jobs and runs
 * them, many side by side, for most of them wait for somebody's answer. It is
 * woken when a job falls due at once, sleeps until the next one otherwise, and
 * looks every second in case nobody woke it.
 */
export interface RunnerOptions {
  readonly claimDue: (limit: number) => Promise<readonly DueJob[]>;
  /** Milliseconds until the next job is due, or null. */
  readonly untilNextMs: () => Promise<number | null>;
  readonly onFailure: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface Runner {
  wake(): void;
  /** Claims no more and waits for what runs. */
  stop(): Promise<void>;
}

/** One hanging shop takes one of these for 30 s; the others go on. */
const mostSideBySide = 64;
const longestSleepMs = 1_000;
/** After the database was away. */
const pauseAfterFaultMs = 500;

export function startRunner(options: RunnerOptions): Runner {
  const running = new Set<Promise<void>>();
  const state = { isStopping: false };
  let isWoken = false;
  let endSleep: (() => void) | null = null;

  function start(job: DueJob): void {
    const done: Promise<void> = job
      .run()
      .catch((error: unknown) => {
        options.onFailure("job.failed", { kind: job.kind, order: job.orderKey, cause: String(error) });
      })
      .finally(() => {
        running.delete(done);
        if (running.size === mostSideBySide - 1) wake();
      });
    running.add(done);
  }

  function wake(): void {
    isWoken = true;
    endSleep?.();
  }

  async function sleep(ms: number): Promise<void> {
    if (isWoken || state.isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    endSleep = null;
  }

  async function loop(): Promise<void> {
    while (!state.isStopping) {
      isWoken = false;
      try {
        const free = mostSideBySide - running.size;
        const jobs = free > 0 ? await options.claimDue(free) : [];
        for (const job of jobs) start(job);
        if (jobs.length > 0) continue;
        const untilNextMs = (await options.untilNextMs()) ?? longestSleepMs;
        await sleep(Math.min(Math.max(untilNextMs, 1), longestSleepMs));
      } catch (error) {
        options.onFailure("jobs.unreachable", { cause: String(error) });
        await sleep(pauseAfterFaultMs);
      }
    }
  }

  const looping = loop();
  return {
    wake,
    async stop() {
      state.isStopping = true;
      endSleep?.();
      await looping;
      await Promise.allSettled(running);
    },
  };
}
