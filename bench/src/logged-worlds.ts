import { startWorld, type World } from "../../tests/support/world.ts";

/** Two gateways with a database each on one PostgreSQL: one that writes its audit log, and one that does not. */
export interface LoggedWorlds {
  readonly logged: World;
  readonly unlogged: World;
}

export async function withLoggedWorlds(
  postgresUrl: string,
  work: (worlds: LoggedWorlds) => Promise<void>,
): Promise<void> {
  const hook = new URL("without-audit.ts", import.meta.url).href;
  const plain = { postgresUrl, logLevel: "warn" };
  const logged = await startWorld(plain);
  try {
    const gatewayEnvironment = { NODE_OPTIONS: `--import ${hook}` };
    const unlogged = await startWorld({ ...plain, gatewayEnvironment });
    try {
      await work({ logged, unlogged });
    } finally {
      await unlogged.stop();
    }
  } finally {
    await logged.stop();
  }
}

/** A bench that compares a thing with itself would be met by anything. Asked after the first orders. */
export async function assertDifferent({ logged, unlogged }: LoggedWorlds): Promise<void> {
  if (!(await hasEntries(logged))) throw new Error("the gateway with the log wrote no entries");
  if (await hasEntries(unlogged)) throw new Error("the gateway without the log wrote entries");
}

async function hasEntries(world: World): Promise<boolean> {
  const rows = await world.sql("select 1 from audit_entry where stream like 'order/%' limit 1");
  return rows.length > 0;
}
