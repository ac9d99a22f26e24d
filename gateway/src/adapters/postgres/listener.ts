import pg from "pg";
import type { Log } from "#ports/log.ts";
import { clientOf, isReadOnly } from "./primary.ts";

/**
 * One connection of this process that listens for notifications. Its
 * application name is this process's name in the job table: while the connection
 * lives, claims under that name are respected; when the process dies, PostgreSQL
 * ends the connection and the claims are free at once.
 */
export interface Listener {
  readonly workerName: string;
  /** This process is seen by the others, and its claims are respected. */
  isConnected(): boolean;
  /** So long that whoever was cut off with this process is back, if it lives. */
  hasLongBeenConnected(): boolean;
  on(channel: string, hear: () => void): void;
  close(): Promise<void>;
}

/** Others come back within a try or two. */
const longMs = 3_000;

/** Long enough not to hammer a restarting server, short enough that a lost wake-up is hardly noticed. */
const reconnectMs = 500;

/**
 * A server whose machine is gone, or that was made a standby, does not say so by itself. Meanwhile this process hears
 * nothing, and the others take its jobs for those of a dead one.
 */
const heartbeatMs = 10_000;

/** Shorter than the time between two, so that they do not queue up. */
const answerMs = 8_000;

export async function createListener(options: {
  readonly databaseUrl: string;
  readonly workerName: string;
  readonly log: Log;
}): Promise<Listener> {
  const hearers = new Map<string, (() => void)[]>();
  let client: pg.Client | null = null;
  let longConnectedFrom = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  // A connection is asked one thing at a time.
  let asked: Promise<unknown> = Promise.resolve();
  const { Client, connectionString } = clientOf(options.databaseUrl);
  const heartbeat = setInterval(() => void beat(), heartbeatMs).unref();

  async function beat(): Promise<void> {
    const beating = client;
    if (beating === null) return;
    const isWell = await isReadOnly(beating).then(
      (readOnly) => !readOnly,
      () => false,
    );
    if (isWell) return;
    lose(beating);
    await beating.end().catch(() => undefined);
  }

  /** There is one connection, and one attempt to make it: whatever tells of its loss, and however often. */
  function lose(lost: pg.Client): void {
    if (isClosed || client !== lost) return;
    client = null;
    // At once: until then the others take this process for a dead one.
    timer = setTimeout(() => void reconnect(), 0);
  }

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString,
      application_name: options.workerName,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: answerMs,
    });
    next.on("notification", (message) => {
      for (const hear of hearers.get(message.channel) ?? []) hear();
    });
    next.on("error", (error) => options.log.warn("listener.lost", { cause: error.message }));
    next.on("end", () => lose(next));
    try {
      await next.connect();
      for (const channel of hearers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    longConnectedFrom = performance.now() + longMs;
  }

  async function reconnect(): Promise<void> {
    try {
      await connect();
      // What was said while nobody listened: look once at everything.
      for (const list of hearers.values()) for (const hear of list) hear();
    } catch (error) {
      options.log.warn("listener.reconnect-failed", { cause: String(error) });
      if (!isClosed) timer = setTimeout(() => void reconnect(), reconnectMs);
    }
  }

  await connect();
  // Who has just begun was not cut off with anybody, unless the server has just begun as well.
  if (client !== null && (await hasLongBeenUp(client))) longConnectedFrom = 0;
  return {
    workerName: options.workerName,
    isConnected: () => client !== null,
    hasLongBeenConnected: () => client !== null && performance.now() >= longConnectedFrom,
    on(channel, hear) {
      const list = hearers.get(channel);
      if (list !== undefined) {
        list.push(hear);
        return;
      }
      hearers.set(channel, [hear]);
      asked = asked
        .then(() => client?.query(`listen ${pg.escapeIdentifier(channel)}`))
        .catch(() => undefined);
    },
    async close() {
      isClosed = true;
      clearInterval(heartbeat);
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
}

async function hasLongBeenUp(client: pg.Client): Promise<boolean> {
  const result = await client.query<{ is_long: boolean }>(
    "select clock_timestamp() - pg_postmaster_start_time() > $1 * interval '1 millisecond' as is_long",
    [longMs],
  );
  return result.rows[0]?.is_long === true;
}
