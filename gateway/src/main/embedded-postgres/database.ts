import { Client, DatabaseError } from "pg";
import { StartupError } from "../startup-error.ts";
import { owner } from "./cluster.ts";

export interface Access {
  readonly port: number;
  readonly password: string;
}

const host = "127.0.0.1";
const database = "sluis";

/** The password is hexadecimal: nothing to escape. */
export const databaseUrl = ({ port, password }: Access): string =>
  `postgres://${owner}:${password}@${host}:${port}/${database}`;

/** Creates the database at the first start. Throws a `StartupError` when the password is not the cluster's. */
export async function ensureDatabase({ port, password }: Access): Promise<void> {
  const client = new Client({ host, port, password, user: owner, database: "postgres", ssl: false });
  try {
    await client.connect();
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (found.rowCount === 0) await client.query(`create database ${database}`);
  } catch (error) {
    // SQLSTATE invalid_password.
    if (!(error instanceof DatabaseError) || error.code !== "28P01") throw error;
    throw new StartupError("The file postgres-password does not fit the cluster beside it: restore it.", {
      cause: error,
    });
  } finally {
    await client.end();
  }
}
