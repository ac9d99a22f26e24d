import pg from "pg";

/**
 * The logins of a gateway, as docs/operations/database-roles.md tells an operator to make them: every test runs under the
 * roles that may do least. The servers of the tests ask for no password.
 */
export const servingRoles = { app: "sluis_app", vault: "sluis_vault" } as const;

/** Belong to the server, so that two test files may make them at once. */
export async function createServingRoles(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    for (const role of Object.values(servingRoles)) {
      await client.query(
        `do $$ begin create role ${role} login;
         exception when duplicate_object or unique_violation then null; end $$`,
      );
    }
  } finally {
    await client.end();
  }
}

/** A URL that is none is left to the gateway to explain. */
export const loginAs = (role: string, ownerUrl: string): string => {
  if (!URL.canParse(ownerUrl)) return ownerUrl;
  const url = new URL(ownerUrl);
  url.username = role;
  return url.href;
};

/** What the environment of a gateway says of its database. */
export const databaseVariables = (ownerUrl: string): Readonly<Record<string, string>> => ({
  DATABASE_URL: loginAs(servingRoles.app, ownerUrl),
  SLUIS_DATABASE_URL_OWNER: ownerUrl,
  SLUIS_DATABASE_URL_VAULT: loginAs(servingRoles.vault, ownerUrl),
});
