import assert from "node:assert/strict";
import { test } from "node:test";
import { type AcquirerLine, readAcquirerLine, readDirectoryServerTls } from "./partner-lines.ts";

const read = (environment: Readonly<Record<string, string>>): AcquirerLine =>
  readAcquirerLine((name) => environment[name] ?? null, "tcp://127.0.0.1:8583");

test("without variables the card link is plain and without MACs", () => {
  const plain = { host: "127.0.0.1", port: 8_583, tls: null, isPrivate: false, macKey: null };
  assert.deepEqual(read({}), plain);
});

test("reads host, port and files of a line with TLS", () => {
  const line = read({
    SLUIS_ACQUIRER_URL: "tls://host.example.com:9443",
    SLUIS_ACQUIRER_CA: "ca.pem",
    SLUIS_ACQUIRER_CERT: "cert.pem",
    SLUIS_ACQUIRER_KEY: "key.pem",
  });
  assert.deepEqual([line.host, line.port], ["host.example.com", 9_443]);
  assert.deepEqual(line.tls, {
    caFile: "ca.pem",
    certificate: { certFile: "cert.pem", keyFile: "key.pem" },
    prefix: "SLUIS_ACQUIRER",
  });
});

test("TLS needs no file: the issuers that Node knows may do", () => {
  const { tls } = read({ SLUIS_ACQUIRER_URL: "tls://host.example.com:9443" });
  assert.deepEqual(tls, { caFile: null, certificate: null, prefix: "SLUIS_ACQUIRER" });
});

test("an IPv6 address loses its brackets, and a tunnel is told by line=private", () => {
  const { host, isPrivate } = read({ SLUIS_ACQUIRER_URL: "tcp://[2001:db8::1]:8583?line=private" });
  assert.deepEqual([host, isPrivate], ["2001:db8::1", true]);
});

test("the key of the MACs is a secret of 16 or 32 bytes", () => {
  const { macKey } = read({ SLUIS_ACQUIRER_MAC_KEY: "00FF".repeat(8) });
  assert.equal(macKey?.reveal().length, 16);
  assert.equal(JSON.stringify(macKey), '"[secret]"');
  assert.equal(read({ SLUIS_ACQUIRER_MAC_KEY: "0".repeat(64) }).macKey?.reveal().length, 32);
});

for (const url of [
  "udp://host:8583",
  "tls://host",
  "tls://:8583",
  "tcp://host:99999",
  "tcp://host:8583?line=open",
  "host:8583",
]) {
  test(`refuses the address ${url}`, () => {
    assert.throws(
      () => read({ SLUIS_ACQUIRER_URL: url }),
      /SLUIS_ACQUIRER_URL is ".*"; it must be like tls:/,
    );
  });
}

for (const key of ["secret", "0".repeat(31), "0".repeat(48), "g".repeat(32)]) {
  test(`refuses ${key.length} characters such as ${key.slice(0, 3)}… as key of the MACs, and does not repeat them`, () => {
    assert.throws(
      () => read({ SLUIS_ACQUIRER_MAC_KEY: key }),
      (error: Error) =>
        /must be 32 or 64 hexadecimal digits/.test(error.message) && !error.message.includes(key),
    );
  });
}

test("certificates without TLS, or without their key, are told and not ignored", () => {
  assert.throws(() => read({ SLUIS_ACQUIRER_CA: "ca.pem" }), /need SLUIS_ACQUIRER_URL to begin with tls:/);
  assert.throws(
    () => read({ SLUIS_ACQUIRER_URL: "tls://host:1", SLUIS_ACQUIRER_CERT: "cert.pem" }),
    /SLUIS_ACQUIRER_CERT and SLUIS_ACQUIRER_KEY must be set together/,
  );
});

test("the directory server has files of its own, where it is reached by https", () => {
  const files = { SLUIS_DIRECTORY_SERVER_CA: "ca.pem" };
  const readFor = (url: string, environment: Readonly<Record<string, string>>): unknown =>
    readDirectoryServerTls((name) => environment[name] ?? null, url);
  assert.deepEqual(readFor("https://ds.example.com", files), {
    caFile: "ca.pem",
    certificate: null,
    prefix: "SLUIS_DIRECTORY_SERVER",
  });
  assert.equal(readFor("http://127.0.0.1/ds", {}), null);
  assert.throws(
    () => readFor("http://127.0.0.1/ds", files),
    /SLUIS_DIRECTORY_SERVER_URL to begin with https:/,
  );
});
