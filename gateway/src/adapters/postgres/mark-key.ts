import type pg from "pg";
import type { AnsweredKey, KeyMark } from "#ports/idempotency-keys.ts";
import type { Change } from "#ports/store.ts";
import type { Parameters, Part } from "./parameters.ts";
import { toIso } from "#domain/time.ts";
import { inTransaction } from "./pool.ts";

/**
 * What a request does is written down beside its key by the statement that does
 * it. So a process that dies afterwards has left word, and one whose time was
 * over before undoes nobody's work: its statement fails as a whole.
 */

type Queryable = Pick<pg.ClientBase, "query">;

/** Part of a change; `requiredMark` belongs into what its statement selects. */
export function markPart({ mark, answered, related }: Change, parameters: Parameters): readonly Part[] {
  if (answered !== undefined) return [answeredPart(answered, parameters)];
  if (mark === undefined) return [];
  const sql = `marked as (
    update idempotency_key set is_made = true, order_key = saved.key,
      transaction_id = ${parameters.add(related?.[0]?.transactionId ?? null)}::bigint
    from saved where name = ${parameters.add(mark.name)} and holder = ${parameters.add(mark.holder)} and not is_made
    returning name
  )`;
  return [{ name: "mark", sql }];
}

/**
 * A key that is there already is left to the primary key: the statement fails as a whole, and nobody had to ask first.
 * Of what was never held, neither holder nor time is told.
 */
function answeredPart(
  { name, request, expiresAt, status, answer }: AnsweredKey,
  parameters: Parameters,
): Part {
  const values = [
    parameters.add(name),
    parameters.add(request),
    `${parameters.add(toIso(expiresAt))}::timestamptz`,
    `${parameters.add(status)}::smallint`,
    parameters.add(answer.keyId),
    `${parameters.add(Buffer.from(answer.ciphertext))}::bytea`,
  ];
  const sql = `answered as (
    insert into idempotency_key
      (name, request, expires_at, status, answer_key_id, answer, holder, held_until, is_made, order_key)
    select ${values.join(", ")}, '', 'epoch', true, key from saved
  )`;
  return { name: "answer", sql };
}

/** What failed because its key is there already. */
export const isKeyTaken = (error: unknown): boolean =>
  error instanceof Error && "constraint" in error && error.constraint === "idempotency_key_pkey";

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
