import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePagesArguments } from "./pages.ts";

const token = "dKLzdocJ2isAjIhKtJ0RlgLKOmxgJTeKdNn";

test("a site, a link with whatever stands around its token, and origins are read", () => {
  const read = {
    url: "https://pay.example.com",
    token,
    origins: ["https://shop.example.com", "https://bank.example"],
    inventory: null,
  };
  for (const link of [token, `https://pay.example.com/connect/${token}/?lang=nl_NL`]) {
    const words = ["--url", "https://pay.example.com/", "--token", link];
    assert.deepEqual(
      parsePagesArguments([
        "verify",
        ...words,
        "--origins",
        "https://shop.example.com, https://bank.example",
      ]),
      read,
    );
  }
});

for (const [what, words] of [
  ["no address", ["verify"]],
  ["an address that is none", ["verify", "--url", "pay.example.com"]],
  ["an address with a path", ["verify", "--url", "https://pay.example.com/connect/"]],
  ["a scheme that no browser goes by", ["verify", "--url", "ftp://pay.example.com"]],
  ["a token that is none", ["verify", "--url", "https://pay.example.com", "--token", "short"]],
  ["an origin that is none", ["verify", "--url", "https://pay.example.com", "--origins", "*"]],
  ["another verb", ["change", "--url", "https://pay.example.com"]],
  ["a word that is not known", ["verify", "--url", "https://pay.example.com", "--all"]],
] as const) {
  test(`${what}: told, and nothing is looked at`, () => {
    assert.equal(typeof parsePagesArguments(words), "string");
  });
}
