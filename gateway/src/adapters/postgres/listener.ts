import pg from "pg";
import type { Log } from "#ports/log.ts";

/**
 * One connection of this process that listens for notifications. Its
 * application name is this process's name in the job table: while the connection
 * lives, claims under that name are respected; when the process dies, PostgreSQL
 * ends the connection and the claims are free at once.
 */
export interface Listener {
  readonly workerName: string;
  on(channel: string, hear: () => void): void;
  close(): Promise<void>;
}

/** Long enough not to hammer a restarting server, short enough that a lost wake-up is hardly noticed. */
const reconnectMs = 500;

export async function createListener(options: {
  readonly databaseUrl: string;
  readonly workerName: string;
  readonly log: Log;
}): Promise<Listener> {
  const hearers = new Map<string, (() => void)[]>();
  let client: pg.Client | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: options.databaseUrl,
      application_name: options.workerName,
      keepAlive: true,
    });
    next.on("notification", (message) => {
      for (const hear of hearers.get(message.channel) ?? []) hear();
    });
    next.on("error", (error) => options.log.warn("listener.lost", { cause: error.message }));
    next.on("end", () => {
      if (isClosed || client !== next) return;
      client = null;
      timer = setTimeout(() => void reconnect(), reconnectMs);
    });
    await next.connect();
    client = next;
    for (const channel of hearers.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
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
  return {
    workerName: options.workerName,
    on(channel, hear) {
      const list = hearers.get(channel);
      if (list !== undefined) {
        list.push(hear);
        return;
      }
      hearers.set(channel, [hear]);
      void client?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    },
    async close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end();
    },
  };
}
