import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openAcquirerLine, readTlsMaterial } from "./open-partner-lines.ts";
import type { AcquirerLine } from "./partner-lines.ts";

const folder = await mkdtemp(join(tmpdir(), "sluis-lines-"));
after(() => rm(folder, { recursive: true }));
const keyFile = join(folder, "key.pem");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
await writeFile(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }));
const prefix = "SLUIS_ACQUIRER";

test("a file that is not there is named with its variable", async () => {
  const files = { caFile: join(folder, "none.pem"), certificate: null, prefix };
  await assert.rejects(
    readTlsMaterial(files),
    /^StartupError: SLUIS_ACQUIRER_CA \(.*none\.pem\) cannot be read: ENOENT\.$/,
  );
});

test("a key in place of a certificate is told, and not repeated", async () => {
  await assert.rejects(
    readTlsMaterial({ caFile: keyFile, certificate: null, prefix }),
    /^StartupError: SLUIS_ACQUIRER_CA \(.*key\.pem\) holds no certificate in PEM\.$/,
  );
  await assert.rejects(
    readTlsMaterial({ caFile: null, certificate: { certFile: keyFile, keyFile }, prefix }),
    /^StartupError: SLUIS_ACQUIRER_CERT and SLUIS_ACQUIRER_KEY are no certificate and its key in PEM: \w+\.$/,
  );
});

const line = (changes: Partial<AcquirerLine>): AcquirerLine => ({
  host: "127.0.0.1",
  port: 8_583,
  tls: null,
  isPrivate: false,
  macKey: null,
  ...changes,
});
const anyIssuer = { caFile: null, certificate: null, prefix };

for (const host of ["8.8.8.8", "2a00:1450:400e::1", "::ffff:8.8.8.8"]) {
  test(`in live mode a plain line to ${host} is refused`, async () => {
    await assert.rejects(
      openAcquirerLine({ mode: "live", acquirer: line({ host }) }),
      /leads to .*, a public address, without TLS\. Use tls:/,
    );
  });
}

for (const [name, changes] of [
  ["to this machine", {}],
  ["to this machine by its name", { host: "localhost" }],
  ["to a private network", { host: "10.1.2.3" }],
  ["to a name that nobody knows", { host: "acquirer.invalid" }],
  ["to a public address, where the operator protects it", { host: "8.8.8.8", isPrivate: true }],
  ["to a public address, with TLS", { host: "8.8.8.8", tls: anyIssuer }],
] as const) {
  test(`in live mode a line ${name} is opened`, async () => {
    const opened = await openAcquirerLine({ mode: "live", acquirer: line(changes) });
    assert.equal(opened.host, line(changes).host);
  });
}

test("the sandbox goes where it is sent", async () => {
  const opened = await openAcquirerLine({ mode: "sandbox", acquirer: line({ host: "8.8.8.8" }) });
  assert.deepEqual(opened, { host: "8.8.8.8", port: 8_583, tls: null, mac: null });
});
