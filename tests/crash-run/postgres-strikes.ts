import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import type { House } from "./house.ts";

/** As the kernel does when memory is short: PostgreSQL then ends all sessions and recovers. */
export async function killBackend(house: House): Promise<boolean> {
  const [row] = await house.sql(
    "select pid from pg_stat_activity where application_name = 'sluis' order by random() limit 1",
  );
  if (typeof row?.["pid"] !== "number") return false;
  process.kill(row["pid"], "SIGKILL");
  return true;
}

/** Others have taken every connection, and the gateways' own are gone. */
export async function takeConnections(house: House, forMs: number): Promise<boolean> {
  const clients: pg.Client[] = [];
  try {
    await house.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sluis%'",
    );
    for (let index = 0; index < house.postgres.maxConnections; index += 1) {
      const client = new pg.Client({ connectionString: house.databaseUrl });
      client.on("error", () => {});
      clients.push(client);
      if (
        !(await client.connect().then(
          () => true,
          () => false,
        ))
      )
        break;
    }
    await pause(forMs);
    return true;
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}
