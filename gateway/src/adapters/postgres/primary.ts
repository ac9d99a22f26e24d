import { callbackify } from "node:util";
import pg from "pg";
import { hostUrls, mostHosts } from "./database-hosts.ts";

/**
 * Finds, among several servers, the one that accepts writes. It is remembered
 * until a connection to it fails or finds it read-only; then all are asked anew,
 * in their order. So after a failover the very next connection goes to the server
 * that was promoted, and before that nobody is told anything by a standby.
 */
interface Host {
  readonly host: string;
  readonly port: number;
}

type ClientClass = new (config?: pg.ClientConfig) => pg.Client;

/** A server that does not say a word within two seconds is not the one to wait for. */
const probeMs = 2_000;

/** SQLSTATE "cannot connect now": nobody may be asked at the moment, and the request may be repeated. */
const cannotConnectNow = "57P03";

const readOnlyState = "select current_setting('transaction_read_only') = 'on' as is_read_only";

/** True on a standby, and on a server that was told to accept no writes. */
export async function isReadOnly(queryable: Pick<pg.ClientBase, "query">): Promise<boolean> {
  const result = await queryable.query<{ is_read_only: boolean }>(readOnlyState);
  return result.rows[0]?.is_read_only !== false;
}

/** After this error a connection is of no use: its server was made a standby under us (25006), or says nothing any more. */
export const endsConnection = (error: unknown): boolean =>
  error instanceof pg.DatabaseError
    ? error.code === "25006"
    : error instanceof Error && error.message === "Query read timeout";

/** How to connect to the database of this address: by node-postgres' own client where it names a single server. */
export function clientOf(databaseUrl: string): {
  readonly Client: ClientClass;
  readonly connectionString: string;
} {
  const urls = hostUrls(databaseUrl);
  const [first = databaseUrl] = urls;
  return { Client: urls.length === 1 ? pg.Client : primaryClient(urls), connectionString: first };
}

/** A client that connects to the server which accepts writes, whichever that is at the time. */
function primaryClient(urls: readonly string[]): ClientClass {
  const primary = rememberPrimary(urls);

  return class PrimaryClient extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(callback: (error: Error | null) => void): void;
    override connect(callback?: (error: Error | null) => void): Promise<pg.Client> | undefined {
      if (callback === undefined) return this.#connectToPrimary();
      callbackify(() => this.#connectToPrimary())((error) => callback(error));
      return undefined;
    }

    async #connectToPrimary(): Promise<pg.Client> {
      const found = await primary.find();
      this.host = found.host;
      this.port = found.port;
      try {
        await super.connect();
        if (await isReadOnly(this)) throw noPrimary(`${found.host}:${found.port} accepts no writes any more`);
      } catch (error) {
        primary.forget(found);
        await this.end().catch(() => undefined);
        throw error;
      }
      return this;
    }
  };
}

function rememberPrimary(urls: readonly string[]): { find(): Promise<Host>; forget(host: Host): void } {
  let known: Host | null = null;
  let search: Promise<Host> | null = null;

  async function ask(): Promise<Host> {
    if (urls.length > mostHosts) throw noPrimary(`an address names at most ${mostHosts} servers`);
    const causes: string[] = [];
    for (const url of urls) {
      const found = await probe(url);
      if (typeof found !== "string") {
        known = found;
        return found;
      }
      causes.push(found);
    }
    throw noPrimary(`no server accepts writes (${causes.join("; ")})`);
  }

  return {
    async find() {
      if (known !== null) return known;
      search ??= ask().finally(() => {
        search = null;
      });
      return search;
    },
    forget(host) {
      if (known === host) known = null;
    },
  };
}

/** Where the server is, if it accepts writes; else why it is not the one. */
async function probe(url: string): Promise<Host | string> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: probeMs,
    query_timeout: probeMs,
    application_name: "sluis-probe",
  });
  client.on("error", () => undefined);
  const { host, port } = client;
  try {
    await client.connect();
    return (await isReadOnly(client)) ? `${host}:${port} is a standby` : { host, port };
  } catch (error) {
    return `${host}:${port}: ${error instanceof Error ? error.message || error.name : String(error)}`;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const noPrimary = (message: string): Error => Object.assign(new Error(message), { code: cannotConnectNow });
