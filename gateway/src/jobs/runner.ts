import type { claimDueJobs, DueJob } from "#app/run-job.ts";

type Room = Parameters<typeof claimDueJobs>[2];

/**
 * The entrance of everything that happens later. It claims due jobs and runs
 * them, many side by side, for most of them wait for somebody's answer: calls to
 * shops beside all else, so that dead shops hold up no payment. It is
 * woken when a job falls due at once, sleeps until the next one otherwise, and
 * looks every second in case nobody woke it.
 */
export interface RunnerOptions {
  readonly claimDue: (room: Room) => Promise<readonly DueJob[]>;
  /** Milliseconds until the next job is due that waits for none of these calls, or null. */
  readonly untilNextMs: (busy: Room["busy"]) => Promise<number | null>;
  readonly onFailure: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface Runner {
  wake(): void;
  /** Claims no more and waits for what runs. */
  stop(): Promise<void>;
}

/** Jobs of all kinds that call no shop. */
const mostOthers = 64;
/** Calls to shops. One that hangs takes four of these for 30 s before it is known to hang. */
const mostCalls = 128;
/** Of one claim, so that the starts of many calls do not take the database from those who wait for an answer. */
const mostPerClaim = 32;
const longestSleepMs = 1_000;
/** After the database was away. */
const pauseAfterFaultMs = 500;

export function startRunner(options: RunnerOptions): Runner {
  const running = new Set<Promise<void>>();
  const busy = new Map<string, number>();
  let others = 0;
  let calls = 0;
  const state = { isStopping: false };
  let isWoken = false;
  let endSleep: (() => void) | null = null;

  /** Counts a job in (1) or out (-1). */
  function count({ endpoint }: DueJob, by: 1 | -1): void {
    if (endpoint === null) {
      others += by;
      return;
    }
    calls += by;
    const left = (busy.get(endpoint) ?? 0) + by;
    if (left === 0) busy.delete(endpoint);
    else busy.set(endpoint, left);
  }

  function start(job: DueJob): void {
    count(job, 1);
    const done: Promise<void> = job
      .run()
      .catch((error: unknown) => {
        options.onFailure("job.failed", { kind: job.kind, order: job.orderKey, cause: String(error) });
      })
      .finally(() => {
        const wasFull = others === mostOthers || calls === mostCalls;
        running.delete(done);
        count(job, -1);
        if (wasFull || job.mayHaveMore) wake();
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
        const room = {
          others: Math.min(mostOthers - others, mostPerClaim),
          calls: Math.min(mostCalls - calls, mostPerClaim),
          busy,
        };
        const jobs = room.others + room.calls > 0 ? await options.claimDue(room) : [];
        for (const job of jobs) start(job);
        if (jobs.length > 0) continue;
        // The end of one of them wakes us; to ask for the next would find what there is no room for.
        const isFull = others === mostOthers || calls === mostCalls;
        const untilNextMs = isFull ? longestSleepMs : ((await options.untilNextMs(busy)) ?? longestSleepMs);
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
