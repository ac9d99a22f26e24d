import type pg from "pg";
import type { AttemptKey, OrderId, OrderKey, SessionToken, SiteId } from "#domain/ids.ts";
import type { BookedOrder } from "#domain/ledger/position.ts";
import { assert } from "#domain/result.ts";
import type { Change, FullRecord, Store, StoreTransaction } from "#ports/store.ts";
import type { Sealed } from "#ports/vault.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { byDisputedMessage } from "./disputed-message.ts";
import { createPageQuery } from "./find-page.ts";
import { createNumberBlock } from "./number-block.ts";
import type { RunStatement } from "./joint-commits.ts";
import { bySession, recordColumns, type RecordRow, toRecord } from "./order-record.ts";
import { createKeyQueries } from "./key-queries.ts";
import { earlierPayments } from "./earlier-payments.ts";
import { inTransaction } from "./pool.ts";
import { bookedAfter } from "./post-transfers.ts";
import { isReadOnly } from "./primary.ts";
import { isKeyTaken } from "./mark-key.ts";
import { insertChange, saveUnchanged, updateChange, type Writer } from "./save-change.ts";
import { renameOrder } from "./rename-order.ts";
import { createSiteQueries } from "./site-queries.ts";

type Queryable = Pick<pg.ClientBase, "query">;

export async function findOne(
  queryable: Queryable,
  name: string,
  where: string,
  values: readonly unknown[],
): Promise<FullRecord | null> {
  const result = await queryable.query<RecordRow>({
    name: `find-order-${name}`,
    text: `select ${recordColumns} from orders where ${where}`,
    values: [...values],
  });
  const row = result.rows[0];
  return row === undefined ? null : toRecord(row);
}

/**
 * Locks the order, then reads it. Two statements, for a statement that waits for
 * the lock goes on to see everything but the locked row as it was before the
 * wait: whoever waited would decide on an attempt that has moved on, and pay
 * twice. Only the order is locked: whoever changes what belongs to it holds that
 * lock.
 */
async function lockOne(
  client: pg.PoolClient,
  name: string,
  where: string,
  values: readonly unknown[],
): Promise<FullRecord | null> {
  await client.query({
    name: `lock-order-${name}`,
    text: `select from orders where ${where} for update`,
    values: [...values],
  });
  return findOne(client, name, where, values);
}

const byKey = "orders.key = $1";
const byOrderId = "orders.site_id = $1 and orders.order_id = $2";
function createStoreTransaction(client: pg.PoolClient, trail: AuditWriter): StoreTransaction {
  const writer = (): Writer => ({ run: (statement) => client.query(statement), actor: trail.actor() });
  /** What this transaction holds, as it left it: what a change posts is reckoned from there. */
  const held = new Map<OrderKey, BookedOrder>();
  const hold = (record: FullRecord | null): FullRecord | null => {
    if (record !== null) held.set(record.order.key, record);
    return record;
  };
  return {
    lock: async (key: OrderKey) => hold(await lockOne(client, "key", byKey, [key])),
    lockByOrderId: async (site: SiteId, orderId: OrderId) =>
      hold(await lockOne(client, "order-id", byOrderId, [site, orderId])),
    async sealedCard(key: AttemptKey): Promise<Sealed | null> {
      const result = await client.query<{ sealed_key_id: string | null; sealed_card: Uint8Array | null }>({
        name: "find-sealed-card",
        text: "select sealed_key_id, sealed_card from payment_attempt where key = $1",
        values: [key],
      });
      const row = result.rows[0];
      return row === undefined || row.sealed_key_id === null || row.sealed_card === null
        ? null
        : { keyId: row.sealed_key_id, ciphertext: row.sealed_card };
    },
    async insert(change: Change) {
      if (!(await insertChange(writer(), change))) return "exists";
      held.set(change.order.key, bookedAfter(null, change));
      return "inserted";
    },
    async save(change: Change): Promise<void> {
      const before = held.get(change.order.key);
      assert(before !== undefined, "an order was saved that was not locked");
      assert(await updateChange(writer(), before, change), "a locked order was not there to be updated");
      held.set(change.order.key, bookedAfter(before, change));
    },
  };
}

export function createStore(
  pool: pg.Pool,
  trail: AuditWriter,
  run: RunStatement = (statement) => pool.query(statement),
): Store {
  const writer = (): Writer => ({ run, actor: trail.actor() });
  const sites = createSiteQueries(pool);
  const transactionNumbers = createNumberBlock(pool, "transaction_number");
  const traceNumbers = createNumberBlock(pool, "trace_number");
  const find = (name: string, where: string, values: readonly unknown[]): Promise<FullRecord | null> =>
    findOne(pool, name, where, values);
  const byAttempt = (column: string): string =>
    `orders.key = (select order_key from payment_attempt where ${column} = $1)`;
  return {
    ...sites,
    ...createKeyQueries(pool),
    async insert(change: Change) {
      return (await insertChange(writer(), change)) ? "inserted" : "exists";
    },
    insertAnswered: (change, answered) =>
      insertChange(writer(), { ...change, answered }).then(
        (isInserted) => (isInserted ? "inserted" : "taken"),
        (error: unknown) => {
          if (isKeyTaken(error)) return "taken";
          throw error;
        },
      ),
    saveIfUnchanged: (known, change) => saveUnchanged(writer(), known, change),
    transaction: (work) => inTransaction(pool, (client) => work(createStoreTransaction(client, trail))),
    findByOrderId: (site: SiteId, orderId: OrderId) => find("order-id", byOrderId, [site, orderId]),
    findByTransactionId: (site: SiteId, id: number) =>
      find("transaction-id", "orders.site_id = $1 and orders.transaction_id = $2", [site, id]),
    findByKey: (key: OrderKey) => find("key", byKey, [key]),
    findBySession: (token: SessionToken) => find("session", bySession("$1"), [token]),
    findPage: createPageQuery(pool),
    findByAttempt: (key: AttemptKey) => find("attempt", byAttempt("key"), [key]),
    earlierPayments: (key: OrderKey) => earlierPayments(pool, key),
    findByResultsHash: (hash: string) => find("results-hash", byAttempt("results_hash"), [hash]),
    findByThreeDSServerTransId: (id: string) =>
      find("three-ds-server-trans-id", byAttempt("three_ds_server_trans_id"), [id]),
    renameOrder: (key, orderId, at, mark) => renameOrder(pool, trail, { key, orderId, at, mark }),
    findByDisputedMessage: ({ kind, stan, transmittedAt }) =>
      find(`disputed-${kind}`, byDisputedMessage[kind], [stan, transmittedAt]),
    nextTransactionNumber: transactionNumbers,
    nextTraceNumber: traceNumbers,
    async isReachable(): Promise<boolean> {
      return isReadOnly(pool).then(
        (readOnly) => !readOnly,
        () => false,
      );
    },
  };
}
