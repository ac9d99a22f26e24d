import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "./config.ts";

test("an empty environment gives the fixed names of the house", () => {
  assert.deepEqual(readConfig({ SLUIS_API_KEY: " " }), {
    ok: true,
    config: {
      hostName: "127.0.0.1",
      httpPort: 8090,
      cardLinkPort: 8583,
      mailbox: { port: 8025, isChosen: false },
      publicUrl: "http://localhost:8090",
      gatewayUrl: "http://localhost:8080",
      apiKey: null,
      bankKeys: [],
      threeDSecure: "challenge",
      macKey: null,
      tls: null,
      dataDir: null,
    },
  });
});

test("the public URL follows the port and loses its last slash", () => {
  const byPort = readConfig({ SLUIS_SIMULATOR_PORT: "9090" });
  assert.equal(byPort.ok && byPort.config.publicUrl, "http://localhost:9090");
  const given = readConfig({ SLUIS_SIMULATOR_PUBLIC_URL: "https://bank.example.com/" });
  assert.equal(given.ok && given.config.publicUrl, "https://bank.example.com");
});

for (const [name, value] of [
  ["SLUIS_SIMULATOR_PORT", "80a"],
  ["SLUIS_ISO8583_PORT", "65536"],
  ["SLUIS_MAILBOX_PORT", "smtp"],
  ["SLUIS_SIMULATOR_PUBLIC_URL", "ftp://bank.example.com"],
  ["SLUIS_PUBLIC_URL", "gateway"],
  ["SLUIS_SIMULATOR_3DS", "maybe"],
  ["SLUIS_ACQUIRER_MAC_KEY", "secret"],
  ["SLUIS_SIMULATOR_TLS_CERT", "cert.pem"],
] as const) {
  test(`names ${name} when it is wrong`, () => {
    const read = readConfig({ [name]: value });
    assert.ok(!read.ok);
    assert.match(read.sentence, new RegExp(`^${name} must be `));
  });
}
