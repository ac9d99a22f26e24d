import type { Change } from "#ports/store.ts";
import { type Casts, listed } from "./column-lists.ts";
import type { Parameters, Part } from "./parameters.ts";
import { mutableRelatedColumns, relatedColumns } from "./related-rows.ts";

/** A related transaction is written whole; what it is of never changes. */
export function relatedParts({ related = [] }: Change, parameters: Parameters): readonly Part[] {
  return related.map((one, index) => {
    const columns = relatedColumns(one);
    const names = Object.keys(columns);
    const sql = `related${index} as (
      insert into related_transaction (${names.join(", ")})
      select ${listed(columns, parameters, relatedCasts)} from saved
      on conflict (transaction_id) do update set ${mutableRelatedColumns
        .map((column) => `${column} = excluded.${column}`)
        .join(", ")}
    )`;
    return { name: "related", sql };
  });
}

const relatedCasts: Casts = {
  transaction_id: "::bigint",
  amount: "::bigint",
  transmission_at: "::timestamptz",
  kept: "::jsonb",
  cart_before: "::jsonb",
  dispute: "::jsonb",
  created_at: "::timestamptz",
  modified_at: "::timestamptz",
};
