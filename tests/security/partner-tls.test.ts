import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createServer } from "node:tls";
import { createAuthority } from "../support/certificates.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type JsonObject, textAt } from "../support/json.ts";
import { directOrder, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { freePort } from "../support/ports.ts";
import { startWorld } from "../support/world.ts";

// Goal: no byte of a card goes to an acquirer or directory server that cannot show who it is, nor is taken by one whom we
// cannot show who we are; payments go on as the rules for a partner that is away have it. Method: a simulator with mutual
// TLS on both lines, and a gateway that is started with one thing wrong at a time.

const folder = await mkdtemp(join(tmpdir(), "sluis-tls-"));
const authority = createAuthority("Partners");
const stranger = createAuthority("Strangers");
const server = authority.issue({ name: "partner", hosts: ["localhost"] });
const client = authority.issue({ name: "gateway" });
const expired = authority.issue({ name: "partner", hosts: ["localhost"], isExpired: true });

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
const files = {
  ca: await file("ca.pem", authority.cert),
  strangeCa: await file("strange-ca.pem", stranger.cert),
  cert: await file("client.pem", client.cert),
  key: await file("client-key.pem", client.key),
};

const acquirerPort = await freePort();
const directoryPort = await freePort();
const right: Readonly<Record<string, string>> = {
  SLUIS_ACQUIRER_URL: `tls://localhost:${acquirerPort}`,
  SLUIS_ACQUIRER_CA: files.ca,
  SLUIS_ACQUIRER_CERT: files.cert,
  SLUIS_ACQUIRER_KEY: files.key,
  SLUIS_DIRECTORY_SERVER_URL: `https://localhost:${directoryPort}/ds`,
  SLUIS_DIRECTORY_SERVER_CA: files.ca,
  SLUIS_DIRECTORY_SERVER_CERT: files.cert,
  SLUIS_DIRECTORY_SERVER_KEY: files.key,
};
const world = await startWorld({
  threeDS: "frictionless",
  gatewayEnvironment: right,
  simulatorEnvironment: {
    SLUIS_ISO8583_PORT: String(acquirerPort),
    SLUIS_SIMULATOR_TLS_CERT: await file("server.pem", server.cert),
    SLUIS_SIMULATOR_TLS_KEY: await file("server-key.pem", server.key),
    SLUIS_SIMULATOR_TLS_CLIENT_CA: files.ca,
    SLUIS_SIMULATOR_TLS_PORT: String(directoryPort),
    // Addresses that a directory server gives must be https where it is.
    SLUIS_SIMULATOR_PUBLIC_URL: `https://localhost:${directoryPort}`,
  },
});
/** Somebody whose certificate is out of date, and what he hears. */
const heard: Buffer[] = [];
const outdated = createServer({ cert: expired.cert, key: expired.key }, (socket) => {
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes: Buffer) => heard.push(bytes));
});
outdated.listen(0, "127.0.0.1");
await once(outdated, "listening");
const outdatedPort = (outdated.address() as AddressInfo).port;
after(async () => {
  await world.stop();
  outdated.close();
  await rm(folder, { recursive: true });
});
const { api, controls } = world;

const post = async (body: OrderBody): Promise<JsonObject> =>
  assertAccepted(await api("POST", "/orders", body));

const paid = (): Promise<string> =>
  eventually("a payment goes through", async () => {
    const orderId = newOrderId("tls");
    const order = await post(directOrder({ order_id: orderId }));
    return textAt(order["status"]) === "completed" ? orderId : null;
  });

test("with certificates on both sides a payment is authenticated and authorized", async () => {
  const orderId = await paid();
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const entry = (await controls.books()).entries.at(-1);
  assert.equal(entry?.eci, "05");
});

const card = (wrong: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(wrong).map(([name, value]) => [`SLUIS_ACQUIRER_${name}`, value]));
const directory = (wrong: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(wrong).map(([name, value]) => [`SLUIS_DIRECTORY_SERVER_${name}`, value]));

/** The same thing wrong with both lines, and what the log has to call it. */
const wrongs: readonly {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cause: RegExp;
}[] = [
  {
    name: "a certificate of an issuer that we do not trust",
    environment: { ...card({ CA: files.strangeCa }), ...directory({ CA: files.strangeCa }) },
    cause: /UNABLE_TO_|SELF_SIGNED_CERT/,
  },
  {
    name: "a certificate of another name",
    environment: {
      ...card({ URL: `tls://127.0.0.1:${acquirerPort}` }),
      ...directory({ URL: `https://127.0.0.1:${directoryPort}/ds` }),
    },
    cause: /ERR_TLS_CERT_ALTNAME_INVALID/,
  },
  {
    name: "a certificate that is out of date",
    environment: {
      ...card({ URL: `tls://localhost:${outdatedPort}` }),
      ...directory({ URL: `https://localhost:${outdatedPort}/ds` }),
    },
    cause: /CERT_HAS_EXPIRED/,
  },
  {
    name: "no certificate from us",
    environment: { ...card({ CERT: "", KEY: "" }), ...directory({ CERT: "", KEY: "" }) },
    // The alert may be lost behind the reset of a connection on which we had begun to speak.
    cause: /CERTIFICATE_REQUIRED|ECONNRESET|EPIPE|closed-by-host/,
  },
];

for (const { name, environment, cause } of wrongs) {
  test(`with ${name} nothing is sent, and the log says why`, async () => {
    const { entries } = await controls.books();
    const logged = world.gatewayLog().length;
    await world.restartGateway(environment);
    const orders = await Promise.all([post(directOrderWithout3ds()), post(directOrder())]);
    assert.deepEqual(
      orders.map(({ status }) => status),
      ["declined", "declined"],
    );
    assert.equal((await controls.books()).entries.length, entries.length);
    assert.deepEqual(heard, []);
    const log = world.gatewayLog().slice(logged);
    assert.match(log, cause);
    assert.match(log, /"card-link\.(tls-failed|lost)"/);
    assert.match(log, /three-d-secure\.(unavailable|card-ranges-unavailable)/);
    assert.doesNotMatch(log, /card-link\.signed-on/);
  });
}

test("a directory server that cannot be believed leaves a payment without liability moved", async () => {
  await world.restartGateway(directory({ CA: files.strangeCa }));
  await paid();
  assert.notEqual((await controls.books()).entries.at(-1)?.eci, "05");
});

test("after all that payments are authenticated and authorized as before", async () => {
  await world.restartGateway();
  await paid();
  assert.equal((await controls.books()).entries.at(-1)?.eci, "05");
});
