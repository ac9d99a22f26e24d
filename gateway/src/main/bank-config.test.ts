import assert from "node:assert/strict";
import { test } from "node:test";
import { bankKeysOf, readBankConfig } from "./bank-config.ts";
import { readMetricsToken } from "./metrics-token.ts";

// Goal: payments are told in the clear to nobody beyond this machine or network, and nobody serves a provider without a key.

type Given = Readonly<Record<string, string>>;

const read = (given: Given, isLive: boolean): ReturnType<typeof readBankConfig> =>
  readBankConfig((name) => given[name] ?? null, { isLive, simulatorPort: 8090 });

const key = "a".repeat(32);
const live = { SLUIS_BANK_URL: "https://bank.example/api/", SLUIS_BANK_KEY: key };

test("live mode without a provider has none, and with one takes it", () => {
  assert.equal(read({}, true), null);
  const bank = read({ ...live, SLUIS_BANK_PAGES_URL: "https://pay.example/x" }, true);
  assert.equal(bank?.url, "https://bank.example/api");
  assert.deepEqual(bank?.pageOrigins, ["https://bank.example", "https://pay.example"]);
});

test("the first key signs and the one before is still known", () => {
  const bank = read({ ...live, SLUIS_BANK_KEY_PREVIOUS: "b".repeat(32) }, true);
  assert.ok(bank);
  assert.deepEqual(
    bankKeysOf(bank).map((one) => one.reveal()),
    [key, "b".repeat(32)],
  );
});

for (const [what, given] of [
  ["a provider in the clear", { SLUIS_BANK_URL: "http://bank.example" }],
  ["a provider in the clear on this machine", { SLUIS_BANK_URL: "http://127.0.0.1:8090/bank" }],
  ["pages in the clear", { SLUIS_BANK_PAGES_URL: "http://pay.example" }],
] as const) {
  test(`live mode refuses ${what}`, () => {
    assert.throws(() => read({ ...live, ...given }, true), /in live mode it must begin with https:/);
  });
}

test("live mode refuses a provider without a key, and a key that is short, in a sentence without it", () => {
  assert.throws(() => read({ SLUIS_BANK_URL: "https://bank.example" }, true), /SLUIS_BANK_KEY must be set/);
  for (const name of ["SLUIS_BANK_KEY", "SLUIS_BANK_KEY_PREVIOUS"]) {
    assert.throws(
      () => read({ ...live, [name]: "sesame" }, true),
      (error: Error) => error.message.startsWith(`${name} must be`) && !error.message.includes("sesame"),
    );
  }
});

test("the sandbox talks in the clear to this machine and to private networks, and to nobody else", () => {
  for (const host of [
    "127.0.0.1",
    "localhost",
    "10.1.2.3",
    "[::1]",
    "[fd00::1]",
    "simulator",
    "bank.internal",
  ]) {
    assert.equal(read({ SLUIS_BANK_URL: `http://${host}:90/bank` }, false)?.url, `http://${host}:90/bank`);
  }
  for (const host of ["8.8.8.8", "bank.example", "[2a00::1]", "127.0.0.1.example.com"]) {
    assert.throws(
      () => read({ SLUIS_BANK_URL: `http://${host}/bank` }, false),
      /must begin with https:/,
      host,
    );
  }
  const named = read({ SLUIS_SIMULATOR_PUBLIC_URL: "http://sandbox.example:8090" }, false);
  assert.ok(named?.pageOrigins.includes("http://sandbox.example:8090"));
});

test("a sandbox whose key nobody has made serves nobody", () => {
  const bank = read({}, false);
  assert.ok(bank);
  assert.throws(() => bankKeysOf(bank), /SLUIS_BANK_KEY is not set/);
});

test("a token for the figures is long, and a wrong one is not repeated", () => {
  const token = (given: string): unknown => readMetricsToken(() => given)?.reveal();
  assert.equal(
    readMetricsToken(() => null),
    null,
  );
  assert.equal(token("0123456789abcdef"), "0123456789abcdef");
  assert.throws(
    () => token("sesame"),
    (error: Error) => !error.message.includes("sesame"),
  );
});
