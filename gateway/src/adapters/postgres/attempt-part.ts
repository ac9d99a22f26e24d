import { toIso } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import { assigned, type Casts, listed } from "./column-lists.ts";
import { attemptColumns, type Columns } from "./order-rows.ts";
import type { Parameters, Part } from "./parameters.ts";
import { tokenOfAttempt } from "./token-part.ts";

/** Card data comes with a new attempt only; later writes keep it or erase it. */
export function attemptPart({ attempt, token }: Change, parameters: Parameters): readonly Part[] {
  if (attempt === undefined) return [];
  const { value, sealedCard, resultsHash } = attempt;
  const hashName = resultsHash === null ? "" : "-hash";
  const columns: Columns = {
    ...attemptColumns(value),
    ...(resultsHash === null ? {} : { results_hash: resultsHash }),
    ...sealedColumns(sealedCard),
  };
  if (sealedCard !== "keep" && sealedCard !== "erase") {
    const kind = sealedCard === "none" ? "bare" : "begin";
    const sql = `tried as (
      insert into payment_attempt (${Object.keys(columns).join(", ")})
      select ${listed(columns, parameters, attemptCasts)} from saved
    )`;
    return [{ name: `${kind}-${value.kind === "transfer" ? "transfer" : "card"}${hashName}`, sql }];
  }
  const sql = `tried as (
    update payment_attempt set ${assigned(columns, parameters)}${tokenOfAttempt(token)}
    from saved where payment_attempt.key = ${parameters.add(value.key)}
  )`;
  return [{ name: `${sealedCard}-${value.kind === "transfer" ? "transfer" : "card"}${hashName}`, sql }];
}

function sealedColumns(sealed: NonNullable<Change["attempt"]>["sealedCard"]): Columns {
  if (sealed === "keep" || sealed === "none") return {};
  return sealed === "erase"
    ? { sealed_key_id: null, sealed_card: null }
    : { sealed_key_id: sealed.keyId, sealed_card: Buffer.from(sealed.ciphertext) };
}

/** By what the attempt is counted; its row has the time at which the attempt began. */
export function velocityPart({ attempt }: Change, parameters: Parameters): readonly Part[] {
  if (attempt?.velocity === undefined) return [];
  const { value, velocity } = attempt;
  const values = [value.key, toIso(value.createdAt), velocity.card, velocity.email, velocity.address];
  const [key, at, ...keys] = values.map((one) => parameters.add(one));
  const sql = `counted as (
    insert into velocity_record (attempt_key, at, card_fingerprint, email_fingerprint, address_fingerprint)
    select ${key}, ${at}::timestamptz, ${keys.join(", ")} from saved
  )`;
  return [{ name: "velocity", sql }];
}

const attemptCasts: Casts = {
  amount: "::bigint",
  state: "::attempt_state",
  kind: "::attempt_kind",
  entry_mode: "::entry_mode",
  review_advice: "::review_advice",
  authentication: "::jsonb",
  stored_credential: "::jsonb",
  risk: "::jsonb",
  provider: "::jsonb",
  transmission_at: "::timestamptz",
  created_at: "::timestamptz",
  modified_at: "::timestamptz",
  sealed_card: "::bytea",
};
