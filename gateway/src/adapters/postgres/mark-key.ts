import type pg from "pg";
import type { KeyMark } from "#ports/idempotency-keys.ts";
import type { Change } from "#ports/store.ts";
import type { Parameters, Part } from "./parameters.ts";
import { inTransaction } from "./pool.ts";

/**
 * What a request does is written down beside its key by the statement that does
 * it. So a process that dies afterwards has left word, and one whose time was
 * over before undoes nobody's work: its statement fails as a whole.
 */

type Queryable = Pick<pg.ClientBase, "query">;

/** Part of a change; `requiredMark` belongs into what its statement selects. */
export function markPart({ mark, related }: Change, parameters: Parameters): readonly Part[] {
  if (mark === undefined) return [];
  const sql = `marked as (
    update idempotency_key set is_made = true, order_key = saved.key,
      transaction_id = ${parameters.add(related?.[0]?.transactionId ?? null)}::bigint
    from saved where name = ${parameters.add(mark.name)} and holder = ${parameters.add(mark.holder)} and not is_made
    returning name
  )`;
  return [{ name: "mark", sql }];
}

export const requiredMark = ({ mark }: Change): string => (mark === undefined ? "" : `, ${required}`);

const required = "require_idempotency_key((select count(*) from marked))";

/** For what is no change of an order: in the transaction that does it. */
export async function markKey(queryable: Queryable, mark: KeyMark | undefined): Promise<void> {
  if (mark === undefined) return;
  await queryable.query({
    name: "mark-key",
    text: `with marked as (
        update idempotency_key set is_made = true where name = $1 and holder = $2 and not is_made returning name
      )
      select ${required}`,
    values: [mark.name, mark.holder],
  });
}

/** Runs a statement by itself, or with the mark in one transaction where it did something. */
export const withMark = <Outcome>(
  pool: pg.Pool,
  mark: KeyMark | undefined,
  run: (queryable: Queryable) => Promise<Outcome>,
  isEffect: (outcome: Outcome) => boolean,
): Promise<Outcome> =>
  mark === undefined
    ? run(pool)
    : inTransaction(pool, async (client) => {
        const outcome = await run(client);
        if (isEffect(outcome)) await markKey(client, mark);
        return outcome;
      });
