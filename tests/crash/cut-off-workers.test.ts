import assert from "node:assert/strict";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import pg from "pg";
import { startCluster } from "../crash-run/postgres-cluster.ts";
import { startGateways } from "../operations/gateways.ts";
import { createServingRoles } from "../support/database-roles.ts";
import { eventually } from "../support/eventually.ts";
import { merchantApi } from "../support/api.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { acknowledges, fails, startShop } from "../support/shop.ts";

// Goal: a restart of PostgreSQL, after which no worker is connected for a moment, gives nobody's running job to another;
// and a worker that was rightly taken for dead, and goes on, changes nothing of what its successor does. Method: one of
// two gateways is stopped in the middle of a delivery, and the server is restarted under both.

const postgres = await startCluster();
const databaseUrl = `postgres://postgres@127.0.0.1:${postgres.port}/postgres`;
await createServingRoles(databaseUrl);
const points = await mkdtemp(join(tmpdir(), "sluis-points-"));
const gateways = await startGateways(2, databaseUrl, {
  NODE_OPTIONS: "--conditions=sluis-fault-points",
  SLUIS_FAULT_POINTS_DIR: points,
});
const shop = await startShop();
after(async () => {
  for (const index of [0, 1]) gateways.signal(index, "SIGCONT");
  shop.release();
  await gateways.stop();
  await shop.stop();
  await postgres.stop();
  await rm(points, { recursive: true, force: true });
});

interface Claim {
  readonly worker: string;
  readonly tries: number;
  /** From the worker's connection to its claim. */
  readonly connectedForS: number;
}

async function claim(): Promise<Claim | null> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ worker: string; tries: number; connected_s: string }>(
      `select claimed_by as worker, tries,
         extract(epoch from claimed_until - interval '2 minutes' - backend_start) as connected_s
       from job join pg_stat_activity on application_name = claimed_by where kind = 'deliver-notification'`,
    );
    const [row] = rows;
    return row === undefined
      ? null
      : { worker: row.worker, tries: row.tries, connectedForS: Number(row.connected_s) };
  } finally {
    await client.end();
  }
}

/** Half a minute and more: the successor waits for seconds, and on a busy machine for longer. */
const patientTries = 1_200;

const called = (path: string, count: number): Promise<true> =>
  eventually(`${count} calls`, () => (shop.calls(path).length >= count ? true : null), patientTries);

test("a job of a worker that PostgreSQL's restart cut off stays its own until the others have waited for it", async () => {
  const point = join(points, "notifier.deliver.before");
  const orderId = newOrderId("held");
  const path = `/n/${orderId}`;
  shop.script(path, { kind: "hang" }, fails, acknowledges);
  gateways.signal(1, "SIGSTOP");
  await writeFile(point, "stop");
  const [url = ""] = gateways.urls;
  const body = directOrderWithout3ds({
    order_id: orderId,
    payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
  });
  const created = merchantApi(url, gateways.apiKey)("POST", "/orders", body).catch(() => null);
  await eventually(
    "the delivery has begun",
    () =>
      access(point).then(
        () => null,
        () => true,
      ),
    patientTries,
  );
  const held = await claim();
  assert.ok(held);

  await postgres.down("SIGINT");
  await postgres.up();
  gateways.signal(1, "SIGCONT");
  await called(path, 1);
  const taken = await claim();
  assert.ok(taken);
  assert.notEqual(taken.worker, held.worker);
  assert.ok(taken.connectedForS >= 2, `taken over after ${taken.connectedForS} s`);

  // The first worker goes on, hears that its delivery failed, and comes to its own end.
  gateways.signal(0, "SIGCONT");
  await called(path, 2);
  gateways.signal(0, "SIGTERM");
  await gateways.ended(0);
  assert.deepEqual(await claim(), taken);
  shop.release();
  await created;
});
