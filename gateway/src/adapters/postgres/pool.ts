import pg from "pg";
import type { Log } from "#ports/log.ts";
import { clientOf, endsConnection } from "./primary.ts";

/**
 * bigint columns (int8) hold amounts, transaction ids and row ids, all within
 * 2^53-1 by constraint; they are read as strings and parsed where they are used.
 */
export interface PoolOptions {
  readonly databaseUrl: string;
  readonly maxConnections: number;
  readonly log: Log;
  /** Default false: a connection is asked one thing at a time. */
  readonly pipeline?: boolean;
  /** How long a statement waits for a lock; default: as long as for anything else. */
  readonly lockTimeoutMs?: number;
}

export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...clientOf(options.databaseUrl),
    pipeline: options.pipeline ?? false,
    ...(options.lockTimeoutMs === undefined ? {} : { lock_timeout: options.lockTimeoutMs }),
    max: options.maxConnections,
    // A pool that waits for ever turns a database fault into a hang; ten seconds outlast any healthy queue.
    connectionTimeoutMillis: 10_000,
    application_name: "sluis",
    // Every statement of ours finds its rows by a key, so its plan never depends on the values. Left to choose,
    // PostgreSQL plans the statement that records an outcome anew each time: more work than running it.
    // And no statement is better off without its index, which the default for turning disks makes look dear: pages of
    // the list of transactions were sorted instead of walked.
    options: "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1",
    // Longer than any statement of ours needs; a stuck lock then becomes an error instead of a queue of everything.
    statement_timeout: 15_000,
    // The server's own limits do not reach us when its machine is gone without a word.
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 15_000,
  });
  pool.on("error", (error) => options.log.warn("database.connection-lost", { cause: error.message }));
  // The pool hears the errors of connections that lie idle only. One that ends between two statements of a transaction
  // would end the whole process; the next statement tells whoever holds it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** Runs `work` in one transaction; rolls back and rethrows when it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    broken =
      endsConnection(error) ||
      (await client.query("rollback").then(
        () => false,
        () => true,
      ));
    throw error;
  } finally {
    client.release(broken);
  }
}
