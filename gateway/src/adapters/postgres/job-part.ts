import type { Order } from "#domain/order/order.ts";
import { toIso } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import { endpointSql } from "./notification-endpoint.ts";
import type { Parameters, Part } from "./parameters.ts";
import { changedAt } from "./post-transfers.ts";

/** The jobs that a change asks for; one of a kind that is there already starts over. */
export function queuePart(
  { order, jobs = [] }: Change,
  isNew: boolean,
  parameters: Parameters,
): readonly Part[] {
  if (jobs.length === 0) return [];
  const rows = jobs.map(
    (job) => `(${parameters.add(job.kind)}, ${parameters.add(toIso(job.runAt))}::timestamptz)`,
  );
  const endpoint = jobs.some(({ kind }) => kind === "deliver-notification")
    ? endpointOf(order, parameters)
    : null;
  const again = `on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0, endpoint = excluded.endpoint`;
  const sql = `queued as (
    insert into job (kind, order_key, run_at, endpoint)
    select wanted.kind, saved.key, wanted.run_at, ${endpoint ?? "null"}
    from saved, (values ${rows.join(", ")}) as wanted (kind, run_at)
    ${isNew ? "" : again}
  )`;
  return [{ name: `queue${jobs.length}${endpoint === null ? "" : "-call"}`, sql }];
}

/** Other kinds of job in the same change call no endpoint. */
const endpointOf = ({ siteId, details }: Order, parameters: Parameters): string =>
  `case wanted.kind when 'deliver-notification'
    then ${endpointSql(parameters.add(siteId), parameters.add(details.notificationUrl))} end`;

/** The jobs that a change has made pointless. */
export function dropPart({ dropJobs = [] }: Change, parameters: Parameters): readonly Part[] {
  if (dropJobs.length === 0) return [];
  const sql = `dropped as (
    delete from job using saved
    where job.order_key = saved.key and job.kind = any(${parameters.add(dropJobs)}::text[])
  )`;
  return [{ name: "drop", sql }];
}

/** Only then are workers woken: a notification costs a lock at commit, and most jobs lie in the future. */
export const isDueAtOnce = (change: Change): boolean =>
  (change.jobs ?? []).some((job) => job.runAt <= changedAt(change));
