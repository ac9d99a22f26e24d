import type pg from "pg";
import { type OrderKey, parseOrderKey } from "#domain/ids.ts";
import { toIso } from "#domain/time.ts";
import type { NewOrderFile, OrderFiles } from "#ports/order-files.ts";
import type { Sealed } from "#ports/vault.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { inTransaction } from "./pool.ts";

export function createOrderFiles(pool: pg.Pool, trail: AuditWriter): OrderFiles {
  return {
    add: (file, most) =>
      inTransaction(pool, async (client) => {
        await client.query("select from orders where key = $1 for update", [file.orderKey]);
        const { rows } = await client.query<{ count: number; known: boolean }>(
          `select count(*)::int as count, coalesce(bool_or(fingerprint = $2), false) as known
           from order_file where order_key = $1`,
          [file.orderKey, file.fingerprint],
        );
        const held = rows[0] ?? { count: 0, known: false };
        if (held.known) return "added";
        if (held.count >= most) return "full";
        await insert(client, file);
        await trail.appendToOrder(client, file.orderKey, "order.file-added", {
          type: file.type,
          size: file.size,
        });
        return "added";
      }),
  };
}

async function insert(client: pg.PoolClient, file: NewOrderFile): Promise<void> {
  await client.query(
    `insert into order_file
      (order_key, type, name, description, size, fingerprint, key_id, sealed, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      file.orderKey,
      file.type,
      file.name,
      file.description,
      file.size,
      file.fingerprint,
      file.sealed.keyId,
      Buffer.from(file.sealed.ciphertext),
      toIso(file.createdAt),
    ],
  );
}

/** A document as the operator's list shows it. */
export interface ListedFile {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly size: number;
  readonly createdAt: Date;
}

interface FileRow {
  id: string;
  type: string;
  name: string;
  description: string;
  size: number;
  created_at: Date;
}

export async function listOrderFiles(
  pool: pg.Pool,
  order: { readonly site: number; readonly orderId: string },
): Promise<readonly ListedFile[]> {
  const found = await pool.query<FileRow>(
    `select order_file.id, order_file.type, name, description, size, order_file.created_at
     from order_file join orders on orders.key = order_file.order_key
     where orders.site_id = $1 and orders.order_id = $2 order by order_file.id`,
    [order.site, order.orderId],
  );
  return found.rows.map((row) => ({
    id: Number(row.id),
    type: row.type,
    name: row.name,
    description: row.description,
    size: row.size,
    createdAt: row.created_at,
  }));
}

/** The sealed bytes of one document and what they are sealed for. */
export async function findOrderFile(
  pool: pg.Pool,
  id: number,
): Promise<{ readonly orderKey: OrderKey; readonly fingerprint: string; readonly sealed: Sealed } | null> {
  const found = await pool.query<{
    order_key: string;
    fingerprint: string;
    key_id: string;
    sealed: Uint8Array;
  }>("select order_key, fingerprint, key_id, sealed from order_file where id = $1", [id]);
  const row = found.rows[0];
  return row === undefined
    ? null
    : {
        orderKey: parseOrderKey(row.order_key),
        fingerprint: row.fingerprint,
        sealed: { keyId: row.key_id, ciphertext: row.sealed },
      };
}
