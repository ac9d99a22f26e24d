import { callsPerEndpoint, heldAtMostMs, probeMs } from "#domain/notification/breaker.ts";

/**
 * The statements that choose jobs. Notifications stand in a row per endpoint: a
 * claim steps from endpoint to endpoint along the index, one look each, and
 * takes from the front of those that may be called. So ten thousand jobs of one
 * endpoint cost a claim no more than one does, and no endpoint waits behind
 * another. All other jobs stand in one row of time.
 *
 * Who is not connected is dead, and its claims are free: but only for those who
 * have themselves been connected for a while (`missingAreDead`). After a fault of
 * the server everybody is missing, and whoever is back first would take the others'
 * jobs while they run.
 */
export const isFree = (missingAreDead: string): string => `(
  claimed_by is null
  or claimed_until < clock_timestamp()
  or (${missingAreDead} and not exists (select from pg_stat_activity where application_name = job.claimed_by))
)`;

/** Longer than the longest job (a shop that hangs 30 s, a card message of 10 s after a wait for the line). */
export const lease = "2 minutes";

const ms = (length: number): string => `interval '${length} milliseconds'`;

/** The endpoints that have jobs, from the one after `from` on, in the order of their names. */
const walk = (from: string, most: number, guard = "true"): string => `walk (endpoint, step) as (
    (select endpoint, 1 from job where endpoint > ${from} and ${guard} order by endpoint limit 1)
    union all
    select next.endpoint, walk.step + 1 from walk cross join lateral (
      select endpoint from job where endpoint > walk.endpoint order by endpoint limit 1
    ) as next where walk.step < ${most}
  )`;

/**
 * The front of each endpoint's row: as many jobs as it may be called with now. Of
 * an open breaker (open_until lies ahead) only what was held back for too long;
 * of one that is half open a single job, which tries.
 */
const heads = (now: string, names: string, counts: string, missingAreDead: string): string => `heads as (
    select head.order_key, head.kind, head.id, walk.endpoint, may.calls,
      case
        when breaker.open_until is null then head.run_at
        when is_lapsed then head.run_at + ${ms(heldAtMostMs)}
        else greatest(head.run_at, breaker.open_until)
      end as at,
      breaker.open_until is not null and not is_lapsed as is_probe, is_lapsed
    from walk
    left join notification_endpoint as breaker on breaker.name = walk.endpoint
    left join unnest(${names}::text[], ${counts}::int[]) as busy (name, calls) on busy.name = walk.endpoint
    cross join lateral (
      select greatest(0, case when breaker.open_until <= ${now} then 1 else ${callsPerEndpoint} end
          - coalesce(busy.calls, 0)) as calls,
        case when breaker.open_until > ${now} then ${now}::timestamptz - ${ms(heldAtMostMs)} else ${now} end as until
    ) as may
    cross join lateral (
      select job.order_key, job.kind, job.id, job.run_at,
        coalesce(job.run_at + ${ms(heldAtMostMs)} < breaker.open_until, false) as is_lapsed
      from job where job.endpoint = walk.endpoint and job.run_at <= may.until and ${isFree(missingAreDead)}
      order by job.run_at, job.id limit may.calls
    ) as head
  )`;

/**
 * Of what is chosen: locked, unless somebody was faster. Who moves a half-open
 * breaker is the one that tries, in the whole house.
 */
const locked = (now: string, missingAreDead: string): string => `probing as (
    update notification_endpoint set open_until = chosen.at + ${ms(probeMs)}
    from chosen
    where chosen.is_probe and notification_endpoint.name = chosen.endpoint
      and notification_endpoint.open_until <= ${now}
    returning notification_endpoint.name
  ),
  calls as (
    select job.order_key, job.kind, chosen.at, chosen.is_probe, chosen.is_lapsed, chosen.is_full
    from chosen join job on job.order_key = chosen.order_key and job.kind = chosen.kind
    left join probing on probing.name = chosen.endpoint
    where ${isFree(missingAreDead)} and (not chosen.is_probe or probing.name is not null)
    for update of job skip locked
  )`;

const claimed = (due: string, worker: string): string => `claimed as (
    update job set claimed_by = ${worker}, claimed_until = clock_timestamp() + interval '${lease}'
    from (${due}) as due left join orders on orders.key = due.order_key
    where job.order_key = due.order_key and job.kind = due.kind
    returning job.id, job.kind, job.order_key, orders.order_id, job.tries, job.revision, job.endpoint,
      job.claimed_until::text as claim,
      due.at, due.is_probe, due.is_lapsed, due.is_full
  )`;

/** Endpoints that one claim looks at; the next goes on behind them. */
export const claimWindow = 500;

/**
 * $1 now, $2 most other jobs, $3 most calls, $4 worker, $5 endpoint after which the walk begins, $6 and $7 endpoints
 * that are being called, and how often, $8 whether missing workers are dead. Every endpoint has its first job before
 * any has its second. A row at least: where the walk ended, and how far it was.
 */
export const claimStatement = (queueLock: number): string => `
  with recursive guard as materialized (select pg_try_advisory_xact_lock_shared(${queueLock}) as held),
  plain as (
    select order_key, kind, run_at as at, false as is_probe, false as is_lapsed, false as is_full from job
    where endpoint is null and run_at <= $1 and ${isFree("$8::boolean")} and (select held from guard)
    order by run_at, id for update skip locked limit $2
  ),
  ${walk("$5", claimWindow, "$3 > 0 and (select held from guard)")},
  ${heads("$1", "$6", "$7", "$8::boolean")},
  chosen as (
    select *, count(*) over (partition by endpoint) >= calls as is_full,
      row_number() over (partition by endpoint order by at, id) as nth
    from heads order by nth, at, id limit $3
  ),
  ${locked("$1", "$8::boolean")},
  ${claimed("select * from plain union all select * from calls", "$4")}
  select claimed.*, walked.last, walked.endpoints
  from (select max(endpoint) as last, count(*)::int as endpoints from walk) as walked
  left join claimed on true`;

/**
 * $1 until, $2 worker, $3 whether missing workers are dead: the one job, of whatever kind, that falls due first. For
 * whoever holds the queue alone.
 */
export const claimNextStatement = `
  with recursive ${walk("''", 1_000_000)},
  ${heads("$1", "'{}'", "'{}'", "$3::boolean")},
  plain as (
    select order_key, kind, id, null::text as endpoint, run_at as at, false as is_probe, false as is_lapsed
    from job where endpoint is null and run_at <= $1 and ${isFree("$3::boolean")}
    order by run_at, id limit 1
  ),
  chosen as (
    select order_key, kind, id, endpoint, at, is_probe, is_lapsed, false as is_full from (
      select * from plain
      union all
      select order_key, kind, id, endpoint, at, is_probe, is_lapsed from heads
    ) as candidate order by at, id limit 1
  ),
  ${locked("$1", "$3::boolean")},
  ${claimed("select * from calls", "$2")}
  select * from claimed`;

/** $1 now, $2 and $3 endpoints that are being called, and how often. What waits for a call to end falls due with that. */
export const nextJobStatement = `
  with recursive ${walk("''", claimWindow)}
  select least(
    (select min(run_at) from job where endpoint is null and claimed_by is null),
    (
      select min(greatest(head.run_at, breaker.open_until)) from walk
      left join notification_endpoint as breaker on breaker.name = walk.endpoint
      left join unnest($2::text[], $3::int[]) as busy (name, calls) on busy.name = walk.endpoint
      cross join lateral (
        select run_at from job where job.endpoint = walk.endpoint and claimed_by is null
        order by run_at, id limit 1
      ) as head
      where coalesce(busy.calls, 0) < case when breaker.open_until <= $1 then 1 else ${callsPerEndpoint} end
    )
  ) as run_at`;
