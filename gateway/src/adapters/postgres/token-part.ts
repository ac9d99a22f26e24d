import { toIso } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import type { Parameters, Part } from "./parameters.ts";

/**
 * The token that a payment leaves, as a part of the change that records the
 * payment: there is never an approval without its token, nor a token without its
 * approval. Like every part it does something only where the order was saved.
 */
export function tokenParts(change: Change, parameters: Parameters): readonly Part[] {
  const { token, order } = change;
  switch (token?.kind) {
    case undefined:
      return [];
    case "keep":
      return [{ name: "token-keep", sql: keep(change, token, parameters) }];
    case "confirm":
      return [
        {
          name: "token-confirm",
          sql: `confirmed as (
            update card_token set provisional_for = null from saved
            where provisional_for = ${parameters.add(order.currentAttempt)}
          )`,
        },
      ];
    case "erase":
      return [
        {
          name: "token-erase",
          sql: `erased as (
            delete from card_token using saved
            where provisional_for = ${parameters.add(order.currentAttempt)}
          )`,
        },
      ];
  }
}

/** What the same statement writes into the attempt: the name that the card got, or had already. */
export function tokenOfAttempt(token: Change["token"]): string {
  switch (token?.kind) {
    case "keep":
      return ", token = (select tokenized.token from tokenized)";
    case "erase":
      return ", token = null";
    default:
      return "";
  }
}

/** Two payments that leave one card at the same time meet at the unique index: the second finds the name of the first. */
function keep(
  { order }: Change,
  { stored, isProvisional }: Extract<NonNullable<Change["token"]>, { kind: "keep" }>,
  parameters: Parameters,
): string {
  const { token } = stored;
  const sealedCard = stored.kind === "card" ? stored.sealedCard : null;
  const mandate = stored.kind === "account" ? JSON.stringify(stored.mandate) : null;
  const values = [
    parameters.add(token.name),
    `${parameters.add(token.accountId)}::bigint`,
    parameters.add(token.reference),
    parameters.add(token.model),
    parameters.add(token.cardFingerprint),
    parameters.add(token.schemeReference),
    parameters.add(sealedCard?.keyId ?? null),
    `${parameters.add(sealedCard === null ? null : Buffer.from(sealedCard.ciphertext))}::bytea`,
    `${parameters.add(mandate)}::jsonb`,
    parameters.add(isProvisional ? order.currentAttempt : null),
    `${parameters.add(toIso(order.modifiedAt))}::timestamptz`,
  ];
  return `tokenized as (
    insert into card_token (
      token, account_id, reference, model, card_fingerprint, scheme_reference,
      sealed_key_id, sealed_card, mandate, provisional_for, created_at
    )
    select ${values.join(", ")} from saved
    on conflict (account_id, reference, model, card_fingerprint) do update set
      sealed_key_id = excluded.sealed_key_id,
      sealed_card = excluded.sealed_card,
      mandate = excluded.mandate,
      scheme_reference = coalesce(excluded.scheme_reference, card_token.scheme_reference),
      provisional_for = case when excluded.provisional_for is null then null else card_token.provisional_for end
    returning card_token.token
  )`;
}
