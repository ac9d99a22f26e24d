import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mayReach } from "./address-guard.ts";

const live = { allowPrivateAddresses: false };
const sandbox = { allowPrivateAddresses: true };

const open = ["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "2a00:1450::1"];
const openByTranslation = ["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"];

const local = [
  ...["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  ...["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::ffff:192.168.1.1"],
  ...["fc00::1", "fd12:3456::1"],
];

const closed = {
  "link-local": ["169.254.0.1", "169.254.169.254", "fe80::1", "fe80::1%eth0", "::ffff:169.254.169.254"],
  metadata: ["168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254"],
  "carrier-grade NAT": ["100.64.0.1", "100.127.255.255"],
  unspecified: ["0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"],
  "multicast and broadcast": ["224.0.0.1", "239.255.255.255", "255.255.255.255", "ff02::1"],
  reserved: ["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "2001:db8::1", "3fff::1"],
  "NAT64 of a closed address": ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"],
  "6to4 of a closed address": ["2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:101::1"],
  "IPv4-compatible and translated": ["::127.0.0.1", "::8.8.8.8", "::ffff:0:7f00:1"],
  "deprecated or not given out": ["fec0::1", "100::1", "2001::1", "4000::1", "5f00::1", "e000::1"],
  "no address at all": ["", "localhost", "shop.example.com", "1.2.3", "[::1]", "300.1.1.1"],
};

test("a public address is reached in every mode", () => {
  for (const address of [...open, ...openByTranslation]) {
    assert.equal(mayReach(address, live), true, address);
    assert.equal(mayReach(address, sandbox), true, address);
  }
});

test("loopback and private addresses are reached in the sandbox only", () => {
  for (const address of local) {
    assert.equal(mayReach(address, live), false, address);
    assert.equal(mayReach(address, sandbox), true, address);
  }
});

for (const [kind, addresses] of Object.entries(closed)) {
  test(`${kind}: refused in every mode`, () => {
    for (const address of addresses) {
      assert.equal(mayReach(address, live), false, address);
      assert.equal(mayReach(address, sandbox), false, address);
    }
  });
}

test("a mapped address is judged as the IPv4 address in it, and the sandbox never refuses more than live", () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      assert.equal(mayReach(`::ffff:${address}`, live), mayReach(address, live));
      assert.equal(mayReach(`::ffff:${address}`, sandbox), mayReach(address, sandbox));
      assert.ok(mayReach(address, sandbox) || !mayReach(address, live));
    }),
  );
});
