import type pg from "pg";
import { parseOrderKey } from "#domain/ids.ts";
import { assert } from "#domain/result.ts";
import { type Instant, instant, toIso } from "#domain/time.ts";
import type { ClaimedJob, JobQueue } from "#ports/job-queue.ts";
import type { JobKind } from "#ports/store.ts";
import {
  claimNextStatement,
  claimStatement,
  claimWindow,
  isFree,
  lease,
  nextJobStatement,
} from "./claim-jobs.ts";
import type { Listener } from "./listener.ts";

/**
 * The job table with `for update skip locked`. A claim names the worker; it ends
 * when the job is finished, when the worker's listening connection is gone, or
 * after the lease, for a worker that lives but hangs. How a job went is written
 * only by whoever still has the claim: a worker that was taken for dead while it
 * hung, or was cut off, changes nothing of what its successor does.
 */
interface JobRow {
  id: string;
  kind: string;
  order_key: string;
  order_id: string | null;
  tries: number;
  revision: number;
  endpoint: string | null;
  /** The end of the lease, to the microsecond: no two claims of a job have the same. */
  claim: string;
  /** When it fell due: for a notification not before its endpoint might be called. */
  at: Date;
  is_probe: boolean;
  is_lapsed: boolean;
  is_full: boolean;
}

/** Without a job where nothing was claimed. */
type ClaimRow = (JobRow | { readonly id: null }) & {
  readonly last: string | null;
  readonly endpoints: number;
};

/** Longer than a claim takes to arrive here after it is committed. */
const claimArrivesWithin = "5 seconds";

/** Advisory lock: shared while claiming, exclusive while the clock is moved. */
const queueLock = 7_205_759;

/** Stands in the place of an order's key in the jobs of the house. */
const houseKey = "house";

/** The row is found by its key; the id keeps apart a job that was dropped and asked for again meanwhile. */
const theClaim =
  "order_key = $1 and kind = $2 and id = $3 and claimed_by = $4 and claimed_until = $5::timestamptz";

/** How long the mover of the clock waits for running jobs: the longest of them, and some. */
const waitForOthersMs = 45_000;
const pollMs = 20;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

function toJob(row: JobRow): ClaimedJob {
  const common = {
    id: Number(row.id),
    tries: row.tries,
    revision: row.revision,
    runAt: instant(row.at.getTime()),
    delivery:
      row.endpoint === null
        ? null
        : {
            endpoint: row.endpoint,
            isProbe: row.is_probe,
            isLapsed: row.is_lapsed,
            mayHaveMore: row.is_full,
          },
  };
  if (row.order_key === houseKey) return { ...common, kind: "close-day", orderKey: null, orderId: null };
  assert(row.order_id !== null, "a job of an order that is not there");
  return {
    ...common,
    kind: row.kind as JobKind,
    orderKey: parseOrderKey(row.order_key),
    orderId: row.order_id,
  };
}

const columnsOf = (busy: ReadonlyMap<string, number>): readonly [string[], number[]] => [
  [...busy.keys()],
  [...busy.values()],
];

/** A claim that finds nothing looks at so many windows of endpoints; what is further waits for the next. */
const mostWindows = 20;

/**
 * Claims under the worker's own name that nothing here runs: the answer to the claim was lost, or the end of the job
 * could not be written. Without this they would stand until the lease is over, for the worker lives.
 */
const freeLostClaims = `
  with lost as (
    select order_key, kind, claimed_until < clock_timestamp() + interval '${lease}' - interval '${claimArrivesWithin}'
      as is_free
    from job where claimed_by = $1 and not (id = any($2::bigint[]))
  ), freed as (
    update job set claimed_by = null, claimed_until = null from lost
    where lost.is_free and job.order_key = lost.order_key and job.kind = lost.kind and job.claimed_by = $1
  )
  select count(*) filter (where not is_free)::int as left from lost`;

export function createJobQueue(
  pool: pg.Pool,
  { workerName, isConnected, hasLongBeenConnected }: Omit<Listener, "on" | "close">,
): JobQueue {
  /** The endpoint at which the last claim ended: the next goes on behind it, so that no name is always first. */
  let walkedTo = "";
  /** The claims of the jobs that run here. */
  const running = new Map<number, string>();
  let mayHaveLostClaims = false;

  /** A fault of the database leaves open what was written. */
  async function doubting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      mayHaveLostClaims = true;
      throw error;
    }
  }

  /** Null for what runs here already: the lease had ended, and is a new one now. */
  function begin(row: JobRow): ClaimedJob | null {
    const isRunning = running.has(Number(row.id));
    running.set(Number(row.id), row.claim);
    return isRunning ? null : toJob(row);
  }

  const claimOf = (job: ClaimedJob): readonly unknown[] => [
    job.orderKey ?? houseKey,
    job.kind,
    job.id,
    workerName,
    running.get(job.id),
  ];

  async function end(job: ClaimedJob, work: () => Promise<void>): Promise<void> {
    try {
      await doubting(work);
    } finally {
      running.delete(job.id);
    }
  }

  async function takeUpLostClaims(): Promise<void> {
    if (!mayHaveLostClaims) return;
    const found = await pool.query<{ left: number }>(freeLostClaims, [workerName, [...running.keys()]]);
    mayHaveLostClaims = found.rows[0]?.left !== 0;
  }

  async function release(job: ClaimedJob): Promise<void> {
    await pool.query({
      name: "release-job",
      text: `update job set claimed_by = null, claimed_until = null
             where ${theClaim}`,
      values: [...claimOf(job)],
    });
  }

  async function exclusively<T>(
    work: (claimNext: (until: Instant) => Promise<ClaimedJob | null>) => Promise<T>,
  ): Promise<{ readonly kind: "done"; readonly value: T } | { readonly kind: "busy" }> {
    const client = await pool.connect();
    let mustClose = true;
    try {
      if (!(await holdQueue(client, hasLongBeenConnected))) return { kind: "busy" };
      const value = await work(async (until) => {
        const claimed = await doubting(() =>
          client.query<JobRow>(claimNextStatement, [toIso(until), workerName, hasLongBeenConnected()]),
        );
        const row = claimed.rows[0];
        return row === undefined ? null : begin(row);
      });
      await client.query("select pg_advisory_unlock($1)", [queueLock]);
      mustClose = false;
      return { kind: "done", value };
    } finally {
      // A connection that may still hold the lock is closed, which frees it.
      client.release(mustClose);
    }
  }

  return {
    async claimDue(now, room) {
      // Nobody would respect the claims of a worker that is not there.
      if (!isConnected()) throw new Error("this worker has lost its connection to the job table");
      await takeUpLostClaims();
      const jobs: ClaimedJob[] = [];
      for (let windows = 0; windows < mostWindows && jobs.length === 0; windows += 1) {
        const claimed = await doubting(() =>
          pool.query<ClaimRow>({
            name: "claim-jobs",
            text: claimStatement(queueLock),
            values: [
              toIso(now),
              room.others,
              room.calls,
              workerName,
              walkedTo,
              ...columnsOf(room.busy),
              hasLongBeenConnected(),
            ],
          }),
        );
        for (const row of claimed.rows) {
          const job = row.id === null ? null : begin(row);
          if (job !== null) jobs.push(job);
        }
        const [{ last, endpoints } = { last: null, endpoints: 0 }] = claimed.rows;
        const wasAtStart = walkedTo === "";
        const isAtEnd = last === null || endpoints < claimWindow;
        walkedTo = isAtEnd ? "" : last;
        if (isAtEnd && wasAtStart) break;
      }
      return jobs.toSorted((a, b) => a.runAt - b.runAt || a.id - b.id);
    },
    finish: (job) =>
      end(job, async () => {
        const deleted = await pool.query({
          name: "finish-job",
          text: `delete from job where ${theClaim} and revision = $6`,
          values: [...claimOf(job), job.revision],
        });
        if (deleted.rowCount === 0) await release(job);
      }),
    runAgain: (job, { runAt, tries }) =>
      end(job, async () => {
        const moved = await pool.query({
          name: "run-job-again",
          text: `update job set run_at = $7, tries = $8, claimed_by = null, claimed_until = null
                 where ${theClaim} and revision = $6`,
          values: [...claimOf(job), job.revision, toIso(runAt), tries],
        });
        if (moved.rowCount === 0) await release(job);
      }),
    async nextRunAt(now, busy) {
      const next = await pool.query<{ run_at: Date | null }>({
        name: "next-job",
        text: nextJobStatement,
        values: [toIso(now), ...columnsOf(busy)],
      });
      const at = next.rows[0]?.run_at ?? null;
      return at === null ? null : instant(at.getTime());
    },
    exclusively,
  };
}

/** Takes the exclusive lock, then waits until what others claimed before is finished. */
async function holdQueue(client: pg.PoolClient, missingAreDead: () => boolean): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < waitForOthersMs; waitedMs += pollMs) {
    const held = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
      queueLock,
    ]);
    if (held.rows[0]?.held === true) {
      return waitForRunningJobs(client, missingAreDead, waitForOthersMs - waitedMs);
    }
    await pause(pollMs);
  }
  return false;
}

async function waitForRunningJobs(
  client: pg.PoolClient,
  missingAreDead: () => boolean,
  limitMs: number,
): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += pollMs) {
    const running = await client.query(`select 1 from job where not ${isFree("$1::boolean")} limit 1`, [
      missingAreDead(),
    ]);
    if (running.rowCount === 0) return true;
    await pause(pollMs);
  }
  return false;
}
