import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveTarget, type TargetPolicy } from "./target.ts";

const live: TargetPolicy = { allowPrivateAddresses: false, allowPorts: false };
const sandbox: TargetPolicy = { allowPrivateAddresses: true, allowPorts: true };

const judge = (url: string, policy: TargetPolicy, addresses: readonly string[] = []) =>
  resolveTarget(url, policy, async () => addresses.map((address) => ({ address, family: 4 })));

const refusedAddress = { kind: "refused", cause: "refused-address" };
const badUrl = { kind: "refused", cause: "bad-url" };

test("an address of this machine is recognised in every spelling", async () => {
  const spellings = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "[::1]"];
  for (const host of [...spellings, "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "１２７.0.0.1"]) {
    assert.deepEqual(await judge(`http://${host}/`, live), refusedAddress, host);
    assert.equal((await judge(`http://${host}/`, sandbox)).kind, "allowed", host);
  }
});

test("cloud metadata is refused in the sandbox too, in every spelling", async () => {
  for (const host of [
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "[::ffff:a9fe:a9fe]",
    "[fd00:ec2::254]",
  ]) {
    assert.deepEqual(await judge(`http://${host}/latest`, sandbox), refusedAddress, host);
  }
});

test("one closed address among open ones refuses the name", async () => {
  assert.equal((await judge("https://shop.test/", live, ["8.8.8.8", "9.9.9.9"])).kind, "allowed");
  assert.deepEqual(await judge("https://shop.test/", live, ["8.8.8.8", "10.0.0.1"]), refusedAddress);
  assert.deepEqual(await judge("https://shop.test/", live, []), refusedAddress);
});

test("live mode keeps to the standard port of the scheme", async () => {
  const open = ["8.8.8.8"];
  for (const url of ["http://shop.test:80/", "https://shop.test:443/", "https://shop.test/"]) {
    assert.equal((await judge(url, live, open)).kind, "allowed", url);
  }
  for (const url of ["http://shop.test:8080/", "https://shop.test:80/", "http://shop.test:443/"]) {
    assert.deepEqual(await judge(url, live, open), refusedAddress, url);
    assert.equal((await judge(url, sandbox, open)).kind, "allowed", url);
  }
});

test("only http and https without credentials are URLs of a shop", async () => {
  const schemes = ["ftp://shop.test/", "file:///etc/passwd", "gopher://shop.test/", "javascript:alert(1)"];
  const malformed = ["", "shop.test/notify", "http://", "http://[::1", "https://shop.test:99999/"];
  const credentials = ["http://user@shop.test/", "http://user:word@shop.test/", "http://:word@shop.test/"];
  for (const url of [...schemes, ...malformed, ...credentials]) {
    assert.deepEqual(await judge(url, sandbox, ["8.8.8.8"]), badUrl, url);
  }
});
