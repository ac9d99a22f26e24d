import type pg from "pg";
import { accountStream } from "#domain/audit/stream.ts";
import { assert } from "#domain/result.ts";
import { toIso } from "#domain/time.ts";
import type { BankMandate } from "#domain/token/bank-mandate.ts";
import { parseTokenName, type TokenName, type TokenOwner } from "#domain/token/card-token.ts";
import { parseRecurringModel } from "#domain/token/recurring-model.ts";
import type { KeyMark } from "#ports/idempotency-keys.ts";
import type { StoredCard, StoredToken, TokenStore, TokenTaking } from "#ports/token-store.ts";
import type { Sealed } from "#ports/vault.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { markKey } from "./mark-key.ts";
import { inTransaction } from "./pool.ts";

interface TokenRow {
  token: string;
  account_id: string;
  reference: string;
  model: string;
  card_fingerprint: string;
  scheme_reference: string | null;
  sealed_key_id: string | null;
  sealed_card: Uint8Array | null;
  mandate: BankMandate | null;
}

const columns = `token, account_id, reference, model, card_fingerprint, scheme_reference,
  sealed_key_id, sealed_card, mandate`;

/** What everybody but its own review may see of an owner's tokens. */
const ofOwner = "account_id = $1 and reference = $2 and provisional_for is null";

function toStored(row: TokenRow): StoredToken {
  const name = parseTokenName(row.token);
  const model = parseRecurringModel(row.model);
  assert(name !== null && model !== null, "a stored token does not parse");
  const token = {
    name,
    accountId: Number(row.account_id),
    reference: row.reference,
    model,
    cardFingerprint: row.card_fingerprint,
    schemeReference: row.scheme_reference,
  };
  if (row.mandate !== null) return { kind: "account", token, mandate: row.mandate };
  assert(row.sealed_key_id !== null && row.sealed_card !== null, "a stored token has nothing behind it");
  return { kind: "card", token, sealedCard: { keyId: row.sealed_key_id, ciphertext: row.sealed_card } };
}

/** See `token-part.ts` for how tokens come to be. */
export function createTokenStore(pool: pg.Pool, trail: AuditWriter): TokenStore {
  async function find({ accountId, reference }: TokenOwner, name: TokenName): Promise<StoredToken | null> {
    const found = await pool.query<TokenRow>({
      name: "find-token",
      text: `select ${columns} from card_token where ${ofOwner} and token = $3`,
      values: [accountId, reference, name],
    });
    const row = found.rows[0];
    return row === undefined ? null : toStored(row);
  }

  /** What is done to a token beside payments is told in the stream of its account; no entry where nothing was done. */
  const change = (
    statement: pg.QueryConfig,
    {
      accountId,
      name,
      event,
      mark,
    }: {
      readonly accountId: number;
      readonly name: TokenName;
      readonly event: string;
      readonly mark?: KeyMark | undefined;
    },
  ): Promise<boolean> =>
    inTransaction(pool, async (client) => {
      const changed = await client.query(statement);
      if (changed.rowCount !== 1) return false;
      await markKey(client, mark);
      await trail.append(client, { stream: accountStream(accountId), event, change: { token: name } });
      return true;
    });

  return {
    find,
    async list({ accountId, reference }: TokenOwner, { limit, offset }) {
      const found = await pool.query<TokenRow>({
        name: "list-tokens",
        text: `select ${columns} from card_token where ${ofOwner}
          order by created_at desc, token limit $3 offset $4`,
        values: [accountId, reference, limit, offset],
      });
      return found.rows.map(toStored);
    },
    async take(owner: TokenOwner, name: TokenName, { at, since, most }): Promise<TokenTaking> {
      const taken = await pool.query<TokenRow>({
        name: "take-token",
        // An update looks again at the newest row after waiting for its lock: two uses are never counted as one.
        text: `update card_token set recent_uses =
            array(select used from unnest(recent_uses) used where used > $4::timestamptz) || $5::timestamptz
          where ${ofOwner} and token = $3
            and (select count(*) from unnest(recent_uses) used where used > $4::timestamptz) < $6
          returning ${columns}`,
        values: [owner.accountId, owner.reference, name, toIso(since), toIso(at), most],
      });
      const row = taken.rows[0];
      if (row !== undefined) return { kind: "taken", stored: toStored(row) };
      return { kind: (await find(owner, name)) === null ? "unknown" : "exhausted" };
    },
    replaceCard: ({ token, sealedCard: known }: StoredCard, sealedCard: Sealed): Promise<boolean> =>
      change(
        {
          name: "replace-token-card",
          text: `update card_token set sealed_key_id = $2, sealed_card = $3 where token = $1 and sealed_card = $4`,
          values: [
            token.name,
            sealedCard.keyId,
            Buffer.from(sealedCard.ciphertext),
            Buffer.from(known.ciphertext),
          ],
        },
        { accountId: token.accountId, name: token.name, event: "token.changed" },
      ),
    remove: ({ accountId, reference }: TokenOwner, name: TokenName, mark): Promise<boolean> =>
      change(
        {
          name: "remove-token",
          text: `delete from card_token where ${ofOwner} and token = $3`,
          values: [accountId, reference, name],
        },
        { accountId, name, event: "token.removed", mark },
      ),
  };
}
