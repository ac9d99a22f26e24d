import pg from "pg";
import { assert } from "#domain/result.ts";
import { createPool, type PoolOptions } from "./pool.ts";

/**
 * Changes of different orders that come at the same time are committed together:
 * they go to the database in one piece, as one transaction, and wait for its disk
 * once. Each is still all or nothing, and nobody hears of it before it is durable.
 * A change that comes alone goes alone.
 *
 * What goes wrong with one takes nothing from the others: if the transaction was
 * rolled back, for whatever reason, each is written by itself. If nobody knows
 * what became of it, all are told so, as each would have been.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

export type RunStatement = (statement: Statement) => Promise<{ readonly rowCount: number | null }>;

/** Each holds its locks until the last is written. */
const mostChanges = 32;
/**
 * Changes of other orders do not wait long for one whose order is locked; by itself it has all the time it needs.
 * It also ends what two transactions may do to each other that lock several orders in different sequences.
 */
const lockTimeoutMs = 25;
/** Where the transaction does not end for so long, the database has come to a stop; then nobody waits for his turn as well. */
const patienceMs = 500;

/**
 * The connection on which changes go together. One: while its transaction is under way the next gathers, and of two
 * transactions at a time each would be half as large and wait for a disk and a core of its own.
 */
export const createJointPool = (options: Pick<PoolOptions, "databaseUrl" | "log">): pg.Pool =>
  createPool({ ...options, maxConnections: 1, pipeline: true, lockTimeoutMs });

interface Waiting {
  readonly statement: Statement;
  readonly resolve: (written: Promise<pg.QueryResult> | pg.QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

export function createJointCommits(alonePool: pg.Pool, jointPool: pg.Pool): RunStatement {
  const waiting: Waiting[] = [];
  let isRunning = false;
  let isPlanned = false;
  let impatience: NodeJS.Timeout | null = null;

  function take(most: number): readonly Waiting[] {
    if (impatience !== null) clearTimeout(impatience);
    impatience = null;
    return waiting.splice(0, most);
  }

  /** Not waited for: whoever waits for a lock keeps nobody else from writing. */
  function writeAlone(changes: readonly Waiting[]): void {
    for (const { statement, resolve } of changes) resolve(alonePool.query(statement));
  }

  /** Not at once: what came in the same moment goes together. */
  function plan(): void {
    if (isPlanned || waiting.length === 0) return;
    if (isRunning) {
      impatience ??= setTimeout(() => writeAlone(take(waiting.length)), patienceMs);
      return;
    }
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      const changes = take(mostChanges);
      if (changes.length === 0) return;
      isRunning = true;
      void commit(changes).finally(() => {
        isRunning = false;
        plan();
      });
      plan();
    });
  }

  async function commit(changes: readonly Waiting[]): Promise<void> {
    if ((await commitTogether(jointPool, changes)) === "not-written") writeAlone(changes);
  }

  return (statement) =>
    new Promise<pg.QueryResult>((resolve, reject) => {
      waiting.push({ statement, resolve, reject });
      plan();
    });
}

/** `not-written`: certainly none of them, and nobody was told anything. */
async function commitTogether(
  pool: pg.Pool,
  changes: readonly Waiting[],
): Promise<"settled" | "not-written"> {
  const client = await pool.connect().catch(() => null);
  if (client === null) return "not-written";
  const { end, written } = await (changes.length === 1 ? sendOne : sendAll)(client, changes);
  const isCommitted = end.status === "fulfilled" && end.value.command !== "ROLLBACK";
  // Whatever made it fail, such as a server that has become a standby: the next transaction gets a new connection.
  client.release(!isCommitted);
  if (end.status === "rejected" && !isRolledBack(end.reason)) {
    for (const { reject } of changes) reject(end.reason);
    return "settled";
  }
  if (!isCommitted) return "not-written";
  for (const [index, { resolve, reject }] of changes.entries()) {
    const outcome = written[index];
    if (outcome?.status === "fulfilled") resolve(outcome.value);
    else reject(outcome?.reason);
  }
  return "settled";
}

type Answer = PromiseSettledResult<pg.QueryResult>;

interface Sent {
  /** What commits: the last statement, or the only one. */
  readonly end: Answer;
  readonly written: readonly Answer[];
}

async function sendOne(client: pg.PoolClient, [only]: readonly Waiting[]): Promise<Sent> {
  assert(only !== undefined, "nothing is to be written");
  const [end] = await Promise.allSettled([client.query(only.statement)]);
  return { end, written: [end] };
}

/** In one piece; the server works them off one after the other. */
async function sendAll(client: pg.PoolClient, changes: readonly Waiting[]): Promise<Sent> {
  const { stream } = client.connection;
  stream.cork();
  const begun = client.query("begin");
  const statements = changes.map(({ statement }) => client.query(statement));
  const committed = client.query("commit");
  stream.uncork();
  const [end, , ...written] = await Promise.allSettled([committed, begun, ...statements]);
  return { end, written };
}

/**
 * The server refused. Of a connection that ended, or did not answer, nobody knows: SQLSTATE classes of connections,
 * shutdowns and faults of the server's own. The word for severity is written in the server's language.
 */
const isRolledBack = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(08|57P|58|XX)/.test(error.code ?? "XX");
