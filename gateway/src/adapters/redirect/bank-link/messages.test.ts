import assert from "node:assert/strict";
import { test } from "node:test";
import { parseReport } from "./messages.ts";

// Goal: whatever the provider answers, a browser is sent to the provider's own pages or nowhere.
const origins = ["https://pay.bank.example", "http://127.0.0.1:8090"];

const answer = (members: object): object => ({
  id: "bp_1",
  status: "open",
  amount: 1_000,
  amount_paid: 0,
  ...members,
});

for (const url of ["https://pay.bank.example/p/1?x=1#y", "http://127.0.0.1:8090/bank/pay/1"]) {
  test(`a shopper is sent to ${url}`, () => {
    assert.equal(parseReport(answer({ checkout_url: url }), origins)?.checkoutUrl, url);
  });
}

const elsewhere: readonly unknown[] = [
  "https://evil.example/p/1",
  "http://pay.bank.example/p/1",
  "https://pay.bank.example:444/p/1",
  "https://pay.bank.example.evil.example/",
  "https://pay.bank.example@evil.example/",
  "https://evil.example\\@pay.bank.example/",
  "//pay.bank.example/p/1",
  "/p/1",
  "javascript:alert(1)//https://pay.bank.example",
  "data:text/html,https://pay.bank.example",
  `https://pay.bank.example/${"p".repeat(2_000)}`,
  "https://pay.bank.example:99999/",
  "",
  {},
  ["https://pay.bank.example/p/1"],
];

for (const url of elsewhere) {
  test(`an open payment at ${JSON.stringify(url).slice(0, 60)} is no answer`, () => {
    assert.equal(parseReport(answer({ checkout_url: url }), origins), null);
  });

  test(`money is told, and nobody sent to ${JSON.stringify(url).slice(0, 60)}`, () => {
    const report = parseReport(answer({ status: "paid", amount_paid: 1_000, checkout_url: url }), origins);
    assert.equal(report?.amountPaid, 1_000n);
    assert.equal(report.checkoutUrl, null);
  });
}

test("what a browser reads as another address is sent as the browser reads it, in one line", () => {
  const report = parseReport(
    answer({ checkout_url: "https://pay.bank.example/a\r\nset-cookie: b/é" }),
    origins,
  );
  assert.equal(report?.checkoutUrl, "https://pay.bank.example/aset-cookie:%20b/%C3%A9");
});

test("texts of the provider are cut and cleaned before they are kept", () => {
  const long = "x".repeat(10_000);
  const report = parseReport(
    answer({ reason: `a\r\n${long}`, account: { holder: long, iban: long, bic: "\0" }, mandate: long }),
    origins,
  );
  assert.equal(report?.reason?.length, 200);
  assert.doesNotMatch(report.reason, /[\r\n]/);
  assert.equal(report.account?.holder?.length, 200);
  assert.equal(report.account.iban?.length, 200);
  assert.equal(report.account.bic, " ");
  assert.equal(report.mandate?.length, 200);
});
