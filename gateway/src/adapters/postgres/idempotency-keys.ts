import type pg from "pg";
import { parseOrderKey } from "#domain/ids.ts";
import { assert } from "#domain/result.ts";
import { toIso } from "#domain/time.ts";
import type { Holding, IdempotencyKeys, KeyMark, MadeEffect, WantedKey } from "#ports/idempotency-keys.ts";
import type { Sealed } from "#ports/vault.ts";
import { createBatch } from "./batch.ts";

/**
 * Neither claim nor answer waits for the disk: they lie in the write-ahead log before and behind the change they belong
 * to, and that is waited for. A claim is lost only with its change; a lost answer is told again from what the change left.
 */
const withoutWaiting = "set_config('synchronous_commit', 'off', true)";

const holding = `
  with held as (
    insert into idempotency_key as known (name, request, holder, held_until, expires_at)
    values ($1, $2, $3, $4, $5)
    on conflict (name) do update set
      request = excluded.request,
      holder = excluded.holder,
      held_until = excluded.held_until,
      expires_at = case when known.expires_at > $6 then known.expires_at else excluded.expires_at end,
      is_made = known.is_made and known.expires_at > $6,
      order_key = case when known.expires_at > $6 then known.order_key end,
      transaction_id = case when known.expires_at > $6 then known.transaction_id end,
      status = null, answer_key_id = null, answer = null
      where known.expires_at <= $6
        or (known.status is null and known.request = excluded.request
          and (known.held_until <= $6 or known.held_until > $7))
    returning is_made, order_key, transaction_id
  )
  select true as is_held, is_made, order_key, transaction_id, true as is_same,
    null::smallint as status, null::text as answer_key_id, null::bytea as answer, ${withoutWaiting}
  from held
  union all
  select false, is_made, order_key, transaction_id, request = $2, status, answer_key_id, answer, ''
  from idempotency_key where name = $1 and not exists (select from held)`;

/**
 * New keys, as nearly all are. In one sequence: two processes that claim the same two
 * would wait for each other's.
 */
const claiming = `
  with held as (
    insert into idempotency_key (name, request, holder, held_until, expires_at)
    select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
    order by 1
    on conflict (name) do nothing
    returning holder
  )
  select holder, ${withoutWaiting} from held`;

/**
 * Goes by the primary key whatever the planner thinks of the table: an update that
 * joins a list would read all of it by a plan made while it was empty. Were a key
 * gone by now, it would be there again as one that is over.
 */
const keeping = `
  with kept as (
    insert into idempotency_key as known
      (name, holder, status, answer_key_id, answer, request, held_until, expires_at)
    select name, holder, status, key_id, answer, '', 'epoch', 'epoch'
    from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::bytea[])
      as one (name, holder, status, key_id, answer)
    on conflict (name) do update set
      status = excluded.status, answer_key_id = excluded.answer_key_id, answer = excluded.answer
      where known.holder = excluded.holder and known.status is null
    returning holder
  )
  select holder, ${withoutWaiting} from kept`;

const releasing = `
  with gone as (
    delete from idempotency_key where name = $1 and holder = $2 and status is null and not is_made
  )
  update idempotency_key set held_until = $3
  where name = $1 and holder = $2 and status is null and is_made`;

const forgetting = `
  delete from idempotency_key where name in (
    select name from idempotency_key where expires_at <= $1 order by expires_at limit $2 for update skip locked
  )`;

interface KeyRow {
  is_held: boolean;
  is_made: boolean;
  order_key: string | null;
  transaction_id: string | null;
  is_same: boolean;
  status: number | null;
  answer_key_id: string | null;
  answer: Uint8Array | null;
}

/** A row that was made while the statement waited for it is not seen by its second half; the next try sees it. */
const mostTries = 5;

/** Claims or answers of one statement; each answer may have a megabyte. */
const mostTogether = 32;

interface Answered {
  readonly mark: KeyMark;
  readonly status: number;
  readonly answer: Sealed;
}

export function createIdempotencyKeys(pool: pg.Pool): IdempotencyKeys {
  const claim = createBatch<WantedKey, boolean>(mostTogether, async (wanted) => {
    const held = await pool.query<{ holder: string }>({
      name: "claim-idempotency-keys",
      text: claiming,
      values: [
        wanted.map((one) => one.name),
        wanted.map((one) => one.request),
        wanted.map((one) => one.holder),
        wanted.map((one) => toIso(one.heldUntil)),
        wanted.map((one) => toIso(one.expiresAt)),
      ],
    });
    const holders = new Set(held.rows.map(({ holder }) => holder));
    return ({ holder }) => holders.has(holder);
  });
  const keep = createBatch<Answered, boolean>(mostTogether, async (answered) => {
    const kept = await pool.query<{ holder: string }>({
      name: "keep-answers",
      text: keeping,
      values: [
        answered.map(({ mark }) => mark.name),
        answered.map(({ mark }) => mark.holder),
        answered.map(({ status }) => status),
        answered.map(({ answer }) => answer.keyId),
        answered.map(({ answer }) => Buffer.from(answer.ciphertext)),
      ],
    });
    const holders = new Set(kept.rows.map(({ holder }) => holder));
    return ({ mark }) => holders.has(mark.holder);
  });
  return {
    async hold(wanted) {
      if (await claim(wanted)) return { kind: "held", made: null };
      for (let tries = 0; tries < mostTries; tries += 1) {
        const found = await pool.query<KeyRow>({
          name: "hold-idempotency-key",
          text: holding,
          values: valuesOf(wanted),
        });
        const row = found.rows[0];
        if (row !== undefined) return toHolding(row);
      }
      return { kind: "busy" };
    },
    keep: (mark, answer) => keep({ mark, ...answer }),
    async release({ name, holder }, now) {
      await pool.query({
        name: "release-idempotency-key",
        text: releasing,
        values: [name, holder, toIso(now)],
      });
    },
    async forget(now, limit) {
      const forgotten = await pool.query(forgetting, [toIso(now), limit]);
      return forgotten.rowCount ?? 0;
    },
  };
}

const valuesOf = (wanted: WantedKey): unknown[] => [
  wanted.name,
  wanted.request,
  wanted.holder,
  toIso(wanted.heldUntil),
  toIso(wanted.expiresAt),
  toIso(wanted.now),
  toIso(wanted.heldAtMost),
];

function toHolding(row: KeyRow): Holding {
  if (row.is_held) return { kind: "held", made: row.is_made ? toMade(row) : null };
  if (!row.is_same) return { kind: "mismatch" };
  if (row.status === null) return { kind: "busy" };
  assert(row.answer !== null && row.answer_key_id !== null, "a status was kept without its answer");
  return {
    kind: "answered",
    status: row.status,
    answer: { keyId: row.answer_key_id, ciphertext: row.answer },
  };
}

const toMade = (row: KeyRow): MadeEffect => ({
  orderKey: row.order_key === null ? null : parseOrderKey(row.order_key),
  transactionId: row.transaction_id === null ? null : Number(row.transaction_id),
});
