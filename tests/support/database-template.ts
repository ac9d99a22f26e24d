import pg from "pg";
import { startChild } from "./child.ts";
import { inheritedEnvironment } from "./config.ts";
import { createServingRoles, databaseVariables } from "./database-roles.ts";
import { fromRoot } from "./paths.ts";

const template = "sluis_test_template";

/** Makes the server copy databases that are migrated already, where each gateway would otherwise migrate its own. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, `create database ${template}`);
  await createServingRoles(serverUrl);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${template}` }).href;
  const migration = startChild({
    command: process.execPath,
    args: [fromRoot("gateway/src/main/command-line.ts"), "database", "migrate"],
    env: { ...inheritedEnvironment(), ...databaseVariables(url) },
    cwd: fromRoot(),
  });
  const { code } = await migration.ended();
  if (code !== 0) throw new Error(`the template could not be migrated:\n${migration.output()}`);
  // Nobody may be connected to it while it is copied.
  await onServer(serverUrl, `alter database ${template} is_template true allow_connections false`);
}

/** A copy of the template; an empty database on a server that has none. */
export async function createDatabaseNamed(serverUrl: string, name: string): Promise<void> {
  const found = await onServer(
    serverUrl,
    `select from pg_database where datname = '${template}' and datistemplate`,
  );
  if (found === 0) await onServer(serverUrl, `create database ${name}`);
  else await onServer(serverUrl, `create database ${name} template ${template}`);
  await createServingRoles(serverUrl);
}

/** Gives the number of rows. */
export async function onServer(serverUrl: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
