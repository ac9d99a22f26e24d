import assert from "node:assert/strict";
import type { LookupAddress } from "node:dns";
import { test } from "node:test";
import { resolveTarget, type Resolve } from "./target.ts";

// Goal: a name server in the hands of an attacker cannot lead the gateway inside. Method: scripted answers of a resolver,
// to names that look harmless; whatever is allowed is what was checked, and the question is asked once.

const live = { allowPrivateAddresses: false, allowPorts: false };
const sandbox = { allowPrivateAddresses: true, allowPorts: true };
const publicly = "8.8.8.8";

const entry = (address: string): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 });

/** Answers of one name server, one after the other; the last one stays. */
function scripted(...answers: readonly (readonly string[])[]): { resolve: Resolve; asked: string[] } {
  const asked: string[] = [];
  const resolve: Resolve = async (hostname) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    return answer.map(entry);
  };
  return { resolve, asked };
}

/** Where names of attackers have led: wildcard services, rebinding services, records of their own zones. */
const inside: readonly (readonly [answer: string, addresses: readonly string[]])[] = [
  ["loopback", ["127.0.0.1"]],
  ["loopback in IPv6", ["::1"]],
  ["loopback, IPv4-mapped", ["::ffff:127.0.0.1"]],
  ["loopback, IPv4-mapped in hexadecimal", ["::ffff:7f00:1"]],
  ["loopback, IPv4-compatible", ["::127.0.0.1"]],
  ["nobody", ["0.0.0.0"]],
  ["nobody in IPv6", ["::"]],
  ["metadata", ["169.254.169.254"]],
  ["metadata in IPv6", ["fd00:ec2::254"]],
  ["metadata behind NAT64", ["64:ff9b::a9fe:a9fe"]],
  ["private behind a local NAT64", ["64:ff9b:1::a00:1"]],
  ["private behind 6to4", ["2002:a00:1::1"]],
  ["private behind Teredo", ["2001:0:4136:e378:8000:63bf:f5ff:fffe"]],
  ["private", ["10.0.0.1"]],
  ["unique local", ["fd00::1"]],
  ["link-local with a zone", ["fe80::1%eth0"]],
  ["carrier-grade NAT", ["100.64.0.1"]],
  ["multicast", ["224.0.0.1"]],
  ["broadcast", ["255.255.255.255"]],
  ["public first, private then", [publicly, "192.168.0.1"]],
  ["private first, public then", ["192.168.0.1", publicly]],
  ["public, with one mapped loopback among many", [publicly, "9.9.9.9", "2a00:1450::1", "::ffff:127.0.0.1"]],
  ["no address", []],
  ["no address but a word", ["localhost"]],
  ["an address of three parts", ["127.0.1"]],
];

for (const [answer, addresses] of inside) {
  test(`a name that leads to ${answer}: refused in live mode, after one question`, async () => {
    const { resolve, asked } = scripted(addresses);
    const target = await resolveTarget("https://shop.example.com/n", live, resolve);
    assert.deepEqual(target, { kind: "refused", cause: "refused-address" });
    assert.deepEqual(asked, ["shop.example.com"]);
  });
}

test("a name that is public when it is checked and private afterwards is used as it was checked", async () => {
  for (const policy of [live, sandbox]) {
    const { resolve, asked } = scripted([publicly], ["127.0.0.1"]);
    const target = await resolveTarget("https://rebind.example.com/n", policy, resolve);
    assert.ok(target.kind === "allowed");
    assert.deepEqual(target.addresses, [entry(publicly)]);
    assert.equal(asked.length, 1);
  }
});

test("metadata and link-local are refused by name in the sandbox too", async () => {
  for (const address of [
    "169.254.169.254",
    "fd00:ec2::254",
    "fe80::1",
    "64:ff9b::a9fe:a9fe",
    "168.63.129.16",
  ]) {
    const { resolve } = scripted([address]);
    const target = await resolveTarget("http://metadata.google.internal/", sandbox, resolve);
    assert.deepEqual(target, { kind: "refused", cause: "refused-address" }, address);
  }
});

test("an address that is written as a name is checked as that address, and no name server is asked", async () => {
  const { resolve, asked } = scripted([publicly]);
  const hosts = ["127。0。0。1", "①②⑦.⓪.⓪.①", "127.0.0.1.", "0x7f.1", "%31%32%37.0.0.1", "[::ffff:7f00:1]"];
  for (const host of hosts) {
    const target = await resolveTarget(`http://${host}/n`, live, resolve);
    assert.deepEqual(target, { kind: "refused", cause: "refused-address" }, host);
  }
  assert.deepEqual(asked, []);
});

test("hosts in other scripts are asked for as the name server knows them", async () => {
  const { resolve, asked } = scripted([publicly]);
  const names = ["http://bücher.example/", "http://ＳＨＯＰ.example/", "http://shop。example/"];
  for (const url of names) assert.equal((await resolveTarget(url, live, resolve)).kind, "allowed", url);
  assert.deepEqual(asked, ["xn--bcher-kva.example", "shop.example", "shop.example"]);
});
