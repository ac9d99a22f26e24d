import assert from "node:assert/strict";
import { after, test } from "node:test";
import { merchantApi, readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: what the sandbox allows for convenience does not exist in live mode. Method: a gateway in live mode whose
// acquirer is the simulator.

const world = await startWorld({ mode: "live" });
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const port = new URL(shop.url).port;

const created = await world.commandLine(
  ...["site", "create", "--name", "Live shop", "--mcc", "5732", "--city", "Amsterdam", "--country", "NL"],
  ...["--terminal", "TERM0001", "--acceptor", "ACCEPTOR0000001"],
);
const apiKey = /^\s+([A-Za-z0-9]{20,})$/m.exec(created.output)?.[1] ?? "";
const api = merchantApi(world.gatewayUrl, apiKey);

test("a site made on the command line has a key, and the sandbox's key opens nothing", async () => {
  assert.equal(created.code, 0, created.output);
  assertAccepted(await api("POST", "/orders", redirectOrder()));
  assertRefused(await world.api("POST", "/orders", redirectOrder()), { code: 1032, status: 401 });
});

test("the clock of the sandbox is not there", async () => {
  for (const [method, path] of [
    ["GET", "/sandbox/clock"],
    ["POST", "/sandbox/clock/advance"],
  ] as const) {
    const response = await fetch(`${world.gatewayUrl}${path}`, {
      method,
      headers: { api_key: world.apiKey },
    });
    await response.text();
    assert.equal(response.status, 404);
  }
});

for (const host of [
  "127.0.0.1",
  "localhost",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0.0.0.0",
  "[::1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
]) {
  test(`a shop at ${host} is not called, and its order is paid all the same`, async () => {
    const orderId = newOrderId();
    const seen = world.gatewayLog().length;
    const path = `/n/${orderId}`;
    const body = directOrderWithout3ds({
      order_id: orderId,
      payment_options: { notification_url: `http://${host}:${port}${path}`, notification_method: "POST" },
    });
    assertAccepted(await api("POST", "/orders", body));
    await eventually("the call is refused", () =>
      /refused-address|bad-url/.test(world.gatewayLog().slice(seen)) ? true : null,
    );
    assert.equal(shop.calls(path).length, 0);
    assert.equal(assertAccepted(await readOrder(api, orderId))["status"], "completed");
  });
}

for (const address of [
  "http://169.254.169.254/latest/meta-data/",
  "http://10.0.0.1/",
  "http://192.168.1.1/",
  "http://[fe80::1]/",
  "http://[fd00::1]/",
  "http://100.64.0.1/",
]) {
  test(`the address ${address} is refused`, async () => {
    const seen = world.gatewayLog().length;
    const body = directOrderWithout3ds({ payment_options: { notification_url: address } });
    assertAccepted(await api("POST", "/orders", body));
    await eventually("the call is refused", () =>
      /refused-address/.test(world.gatewayLog().slice(seen)) ? true : null,
    );
  });
}

test("a start with roles that may do least warns of none, one with the owner's login alone serves and warns", async () => {
  const warnings = (): number => world.gatewayLog().split("database.role-too-powerful").length - 1;
  assert.equal(warnings(), 0);
  await world.restartGateway({
    DATABASE_URL: world.databaseUrl,
    SLUIS_DATABASE_URL_OWNER: "",
    SLUIS_DATABASE_URL_VAULT: "",
  });
  assert.equal(warnings(), 1);
  assertAccepted(await api("POST", "/orders", redirectOrder()));
});
