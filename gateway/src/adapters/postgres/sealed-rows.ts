import type pg from "pg";
import { type OrderKey, parseAttemptKey, parseOrderKey } from "#domain/ids.ts";
import { assert } from "#domain/result.ts";
import { apiKeyContext, attemptContext, fileContext, tokenContext } from "#domain/sealed-context.ts";
import { parseRecurringModel } from "#domain/token/recurring-model.ts";
import type { SealedKind, SealedRow, SealedRows } from "#ports/sealed-rows.ts";

/** Every statement names its row, its account and its ciphertext alike; the rest differs. */
interface Row {
  name: string;
  account: string;
  key_id: string;
  sealed: Uint8Array;
  reference: string;
  model: string;
  fingerprint: string;
  site: string | null;
  order_key: string;
}

interface Shelf {
  readonly table: string;
  /** `$1` is its name. */
  readonly isRow: string;
  readonly keyIdColumn: string;
  readonly sealedColumn: string;
  /** `$1` is the name of the row before, `$2` an account or null. */
  readonly next: string;
  readonly rowOf: (row: Row) => Pick<SealedRow, "content" | "context" | "place">;
}

const ofAccount = (column: string): string => `($2::bigint is null or ${column} = $2)`;

const shelves: Readonly<Record<SealedKind, Shelf>> = {
  attempt: {
    table: "payment_attempt",
    isRow: "key = $1",
    keyIdColumn: "sealed_key_id",
    sealedColumn: "sealed_card",
    next: `select payment_attempt.key as name, site.account_id as account, sealed_key_id as key_id,
        sealed_card as sealed
      from payment_attempt join orders on orders.key = order_key join site on site.id = orders.site_id
      where sealed_card is not null and payment_attempt.key > $1 and ${ofAccount("site.account_id")}
      order by payment_attempt.key limit 100`,
    rowOf(row) {
      const context = attemptContext(parseAttemptKey(row.name));
      return { content: "card", context, place: { context, owner: ownerOf(row) } };
    },
  },
  token: {
    table: "card_token",
    isRow: "token = $1",
    keyIdColumn: "sealed_key_id",
    sealedColumn: "sealed_card",
    next: `select token as name, account_id as account, sealed_key_id as key_id, sealed_card as sealed,
        reference, model, card_fingerprint as fingerprint
      from card_token where sealed_card is not null and token > $1 and ${ofAccount("account_id")}
      order by token limit 100`,
    rowOf(row) {
      const model = parseRecurringModel(row.model);
      assert(model !== null, "a stored token does not parse");
      const { reference, fingerprint: cardFingerprint } = row;
      const context = tokenContext({ accountId: Number(row.account), reference, model, cardFingerprint });
      return { content: "card", context, place: { context, owner: ownerOf(row) } };
    },
  },
  "api-key": {
    table: "api_key",
    isRow: "fingerprint = $1",
    keyIdColumn: "key_id",
    sealedColumn: "sealed",
    next: `select fingerprint as name, coalesce(api_key.account_id, site.account_id) as account, key_id, sealed,
        fingerprint, site_id as site
      from api_key left join site on site.id = site_id
      where fingerprint > $1 and ${ofAccount("coalesce(api_key.account_id, site.account_id)")}
      order by fingerprint limit 100`,
    rowOf(row) {
      const owner = row.site === null ? ownerOf(row) : { site: Number(row.site) };
      const named = { fingerprint: row.fingerprint, owner };
      return {
        content: "text",
        context: apiKeyContext(named, row.key_id),
        place: { context: apiKeyContext(named, null), owner: ownerOf(row) },
      };
    },
  },
  // Documents are large: few at a time.
  file: {
    table: "order_file",
    isRow: "(order_key, fingerprint) = (split_part($1, ':', 1), split_part($1, ':', 2))",
    keyIdColumn: "key_id",
    sealedColumn: "sealed",
    next: `select order_key || ':' || fingerprint as name, account_id as account, key_id, sealed, fingerprint,
        order_key
      from order_file join orders on orders.key = order_key join site on site.id = orders.site_id
      where (order_key, fingerprint) > (split_part($1, ':', 1), split_part($1, ':', 2))
        and ${ofAccount("account_id")}
      order by order_key, fingerprint limit 5`,
    rowOf(row) {
      const named: { orderKey: OrderKey; fingerprint: string } = {
        orderKey: parseOrderKey(row.order_key),
        fingerprint: row.fingerprint,
      };
      return {
        content: "text",
        context: fileContext(named, row.key_id),
        place: { context: fileContext(named, null), owner: ownerOf(row) },
      };
    },
  },
};

const ownerOf = (row: Row): { readonly account: number } => ({ account: Number(row.account) });

export function createSealedRows(pool: pg.Pool): SealedRows {
  return {
    async next(kind, { after, account }) {
      const shelf = shelves[kind];
      const { rows } = await pool.query<Row>(shelf.next, [after, account]);
      return rows.map((row) => ({
        kind,
        name: row.name,
        sealed: { keyId: row.key_id, ciphertext: row.sealed },
        ...shelf.rowOf(row),
      }));
    },
    async replace({ kind, name, sealed: before }, sealed) {
      const { table, isRow, keyIdColumn, sealedColumn } = shelves[kind];
      // By the bytes: whoever sealed the row anew, or erased it, is not written over.
      const written = await pool.query(
        `update ${table} set ${keyIdColumn} = $2, ${sealedColumn} = $3
         where ${isRow} and ${sealedColumn} = $4`,
        [name, sealed.keyId, Buffer.from(sealed.ciphertext), Buffer.from(before.ciphertext)],
      );
      return written.rowCount === 1;
    },
  };
}
