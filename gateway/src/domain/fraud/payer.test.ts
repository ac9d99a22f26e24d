import assert from "node:assert/strict";
import { test } from "node:test";
import { mailboxOf, mailDomainOf, networkOf } from "./payer.ts";

for (const [email, mailbox] of [
  ["sam@example.com", "sam@example.com"],
  [" Sam@Example.COM ", "sam@example.com"],
  ["sam+shop+1@example.com", "sam@example.com"],
  ["+sam@example.com", "+sam@example.com"],
  ["sam@localhost", null],
  ["sam", null],
  ["sam@a@example.com", null],
  ["", null],
  [null, null],
] as const) {
  test(`the mailbox of ${email ?? "nobody"} is ${mailbox ?? "none"}`, () => {
    assert.equal(mailboxOf(email), mailbox);
  });
}

test("the domain of an address is what stands behind its at sign, in lower case", () => {
  assert.equal(mailDomainOf("Sam+x@Mail.Example.COM"), "mail.example.com");
  assert.equal(mailDomainOf("nothing"), null);
});

for (const [address, network] of [
  ["192.0.2.10", "192.0.2.10"],
  ["::ffff:192.0.2.10", "192.0.2.10"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8::1%eth0", "2001:db8:0:0::/64"],
  ["127.0.0.1", null],
  ["10.1.2.3", null],
  ["100.64.0.1", null],
  ["100.128.0.1", "100.128.0.1"],
  ["172.16.0.1", null],
  ["172.32.0.1", "172.32.0.1"],
  ["192.168.1.1", null],
  ["169.254.1.1", null],
  ["::1", null],
  ["::", null],
  ["fe80::1", null],
  ["fd00::1", null],
  ["fe::1", "fe:0:0:0::/64"],
  ["1::2::3", null],
  ["1:2:3", null],
  ["no address", null],
  [null, null],
] as const) {
  test(`the network of ${address ?? "nobody"} is ${network ?? "none"}`, () => {
    assert.equal(networkOf(address), network);
  });
}
