import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type OrderId, parseOrderId } from "../ids.ts";
import { instant } from "../time.ts";
import { notificationUrl, returnUrl } from "./target.ts";

function orderId(text: string): OrderId {
  const id = parseOrderId(text);
  assert.ok(id !== null);
  return id;
}

const notify = (url: string, isPretransaction = false): string =>
  notificationUrl({
    url,
    orderId: orderId("my-order-id-1"),
    sentAt: instant(1767225600_999),
    isPretransaction,
  });

test("order id and time are appended to what the shop gave, before any fragment", () => {
  const added = "transactionid=my-order-id-1&timestamp=1767225600";
  const table = [
    ["https://shop.example.com/notify", `https://shop.example.com/notify?${added}`],
    ["https://shop.example.com", `https://shop.example.com?${added}`],
    [
      "https://shop.example.com/notify?type=notification",
      `https://shop.example.com/notify?type=notification&${added}`,
    ],
    ["http://shop.example.com:8080/a?b=1&b=2#top?x", `http://shop.example.com:8080/a?b=1&b=2&${added}#top?x`],
    ["http://shop.example.com/#/spa?route=1", `http://shop.example.com/?${added}#/spa?route=1`],
    ["http://shop.example.com/a?", `http://shop.example.com/a?${added}`],
    ["http://shop.example.com/a?b=1&", `http://shop.example.com/a?b=1&${added}`],
  ] as const;
  for (const [url, expected] of table) assert.equal(notify(url), expected);
});

test("the shop's own part is not normalised", () => {
  const own = "HTTP://Shop.Example.COM:80/a/../b/%7euser/é?q=a b&q=%2f";
  assert.equal(notify(own), `${own}&transactionid=my-order-id-1&timestamp=1767225600`);
});

test("an abandoned session is marked", () => {
  assert.equal(
    notify("https://shop.example.com/n", true),
    "https://shop.example.com/n?transactionid=my-order-id-1&timestamp=1767225600&payload_type=pretransaction",
  );
});

test("a return address carries the order id only", () => {
  assert.equal(
    returnUrl("https://shop.example.com/thanks?lang=nl#paid", orderId("a&b #1/é")),
    "https://shop.example.com/thanks?lang=nl&transactionid=a%26b%20%231%2F%C3%A9#paid",
  );
});

test("whatever the order id, a shop reads it back exactly, beside its own parameters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 50 }), (text) => {
      const id = parseOrderId(text);
      fc.pre(id !== null);
      const { searchParams, hash } = new URL(returnUrl("https://shop.example.com/?own=1#end", id));
      assert.deepEqual(
        [...searchParams],
        [
          ["own", "1"],
          ["transactionid", id],
        ],
      );
      assert.equal(hash, "#end");
    }),
  );
});
