import assert from "node:assert/strict";
import { test } from "node:test";
import { StartupError } from "./startup-error.ts";
import { parseTrustedProxies } from "./trusted-proxies.ts";

test("trusts nobody where nothing is set", () => {
  assert.deepEqual(parseTrustedProxies(null), []);
});

test("reads addresses and networks of both families", () => {
  assert.deepEqual(parseTrustedProxies("192.0.2.1, 10.0.0.0/8,2001:db8::1 ,2001:db8::/32"), [
    "192.0.2.1",
    "10.0.0.0/8",
    "2001:db8::1",
    "2001:db8::/32",
  ]);
});

for (const text of [
  "true",
  "loopback",
  "proxy.example.com",
  "192.0.2.1,",
  "192.0.2.1/",
  "192.0.2.1/33",
  "192.0.2.1/8/8",
  "192.0.2.1/255.0.0.0",
  "2001:db8::/129",
  "fe80::1%eth0",
  "0.0.0.0/0",
  "::/0",
  Array.from({ length: 33 }, () => "192.0.2.1").join(","),
]) {
  test(`refuses ${text.slice(0, 40)}`, () => {
    assert.throws(
      () => parseTrustedProxies(text),
      (error: unknown) => error instanceof StartupError && /SLUIS_TRUSTED_PROXIES/.test(error.message),
    );
  });
}
