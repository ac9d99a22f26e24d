import { randomBytes } from "node:crypto";
import { Client, DatabaseError } from "pg";
import { type DatabaseRole, databaseRoles } from "#adapters/postgres/table-rights.ts";
import { StartupError } from "../startup-error.ts";
import { owner } from "./cluster.ts";

export interface Access {
  readonly port: number;
  readonly password: string;
}

const host = "127.0.0.1";
const database = "sluis";

export type RoleUrls = Readonly<Record<DatabaseRole, string>>;

export const databaseUrl = (access: Access): string => urlOf(owner, access);

/** The password is hexadecimal: nothing to escape. */
const urlOf = (role: string, { port, password }: Access): string =>
  `postgres://${role}:${password}@${host}:${port}/${database}`;

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

/** The roles that serve, each with a password that lives as long as this run of the server: none lies in a file. */
export async function ensureRoles({ port, password }: Access): Promise<RoleUrls> {
  const client = new Client({ host, port, password, user: owner, database, ssl: false });
  const passwords = { app: freshPassword(), vault: freshPassword() };
  try {
    await client.connect();
    for (const name of ["app", "vault"] as const) {
      const role = databaseRoles[name];
      const found = await client.query("select from pg_roles where rolname = $1", [role]);
      if (found.rowCount === 0) await client.query(`create role ${role}`);
      await client.query(`alter role ${role} login password '${passwords[name]}'`);
    }
  } finally {
    await client.end();
  }
  return {
    app: urlOf(databaseRoles.app, { port, password: passwords.app }),
    vault: urlOf(databaseRoles.vault, { port, password: passwords.vault }),
  };
}

const freshPassword = (): string => randomBytes(24).toString("hex");
