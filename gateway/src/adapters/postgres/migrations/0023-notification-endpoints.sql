-- Notifications wait in a row per endpoint of a shop, so that a dead one holds up no other.
-- Locks: job for an instant; the jobs that wait are rewritten once.

alter table job
  -- Whom a notification calls: site and host. Null for every other kind of job.
  add column endpoint text;

update job set endpoint = orders.site_id || ' ' || lower(substring(
    coalesce(orders.details ->> 'notificationUrl', site.notification_url)
    from '^[A-Za-z]+://(?:[^/?#@]*@)?([^/?#]+)'))
  from orders join site on site.id = orders.site_id
  where job.kind = 'deliver-notification' and orders.key = job.order_key;

drop index job_by_time;
create index job_by_time on job (run_at, id) where endpoint is null;
create index job_by_endpoint on job (endpoint, run_at, id) where endpoint is not null;

-- Endpoints that fail. One that answers has no row: the living contend for nothing.
create table notification_endpoint (
  name text primary key,
  -- Calls in a row that found nobody.
  failures integer not null check (failures > 0),
  -- Until then it is not called, by the steerable clock; null while it is still called as usual.
  open_until timestamptz
);
