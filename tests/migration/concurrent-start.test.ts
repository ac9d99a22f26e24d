import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { merchantApi } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { freePort } from "../support/ports.ts";
import { type Service, startGateway } from "../support/services.ts";
import { startWorld } from "../support/world.ts";

// Goal: an empty database is migrated once, however many gateways find it empty at the same moment.

const world = await startWorld();
const gateways: Service[] = [];
after(async () => {
  for (const gateway of gateways) await gateway.process.stop();
  await world.stop();
});

const secrets = { masterKey: randomBytes(32).toString("hex"), apiKey: randomBytes(20).toString("hex") };

async function another(databaseUrl: string): Promise<Service> {
  const gateway = await startGateway({
    port: await freePort(),
    databaseUrl,
    ...secrets,
    acquirerPort: await freePort(),
    mailboxPort: await freePort(),
    simulatorUrl: world.simulatorUrl,
    mode: "sandbox",
    logLevel: "info",
    environment: {},
  });
  gateways.push(gateway);
  return gateway;
}

test("five gateways that start at once on an empty database all come up and share its orders", async () => {
  await world.sql("create database five_at_once");
  const url = new URL(world.databaseUrl);
  url.pathname = "/five_at_once";
  const started = await Promise.all(Array.from({ length: 5 }, () => another(url.href)));
  const orderId = newOrderId();
  const [first, ...others] = started.map((gateway) => merchantApi(gateway.url, secrets.apiKey));
  assert.ok(first);
  assertAccepted(await first("POST", "/orders", redirectOrder({ order_id: orderId })));
  for (const api of others)
    assert.equal(assertAccepted(await api("GET", `/orders/${orderId}`))["order_id"], orderId);
  for (const gateway of gateways.splice(0)) await gateway.process.stop();
  await world.sql("drop database five_at_once");
});

test("a database that is up to date is left as it is", async () => {
  const shape = async (): Promise<unknown> =>
    await world.sql(
      "select table_name, column_name, data_type from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2",
    );
  const before = await shape();
  await world.restartGateway();
  assert.deepEqual(await shape(), before);
});
