import { createHash } from "node:crypto";
import type pg from "pg";
import { toIso } from "#domain/time.ts";
import type { Log } from "#ports/log.ts";
import type { UsedSignatures } from "#ports/used-signatures.ts";

/** One statement, so that of two copies at the same moment one is the first. Without a key none is the same as another. */
const using = `
  insert into used_signature (signature, idempotency_key, ends_at) values ($1, $2, $3)
  on conflict (signature) do update set ends_at = used_signature.ends_at
    where used_signature.idempotency_key = excluded.idempotency_key`;

/** What is too old goes while others come: after a busy hour nothing of it is left to a job. */
const forgetting = `
  delete from used_signature where signature in (
    select signature from used_signature where ends_at <= $1 order by ends_at limit $2 for update skip locked
  )`;
const usesPerForgetting = 256;
const mostForgotten = 1_000;

export function createUsedSignatures(pool: pg.Pool, log: Log): UsedSignatures {
  let uses = 0;
  return {
    async use(signature, { idempotencyKey, now, until }) {
      uses += 1;
      if (uses % usesPerForgetting === 0) {
        pool
          .query({ name: "forget-signatures", text: forgetting, values: [toIso(now), mostForgotten] })
          .catch((error: unknown) => log.warn("signatures.not-forgotten", { cause: String(error) }));
      }
      const result = await pool.query({
        name: "use-signature",
        text: using,
        values: [
          Buffer.from(signature, "hex"),
          idempotencyKey === null ? null : createHash("sha256").update(idempotencyKey).digest(),
          toIso(until),
        ],
      });
      return result.rowCount === 1;
    },
  };
}
