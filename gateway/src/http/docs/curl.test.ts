import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { operations } from "../api-v1/description/operations.ts";
import type { Example, Operation } from "../api-v1/description/operation.ts";
import { curlOf } from "./curl.ts";

// Goal: what a reader copies is what the example says. Method: a real shell splits the line into words.

/** The words that curl would be given; a function of its name prints them apart. */
function wordsOf(line: string): readonly string[] {
  const script = `API=http://sluis.test/v1/json KEY=secret\ncurl() { printf '%s\\0' "$@"; }\n${line}`;
  return execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

const operationOf = (id: string): Operation =>
  operations.find((operation) => operation.id === id) ?? assert.fail(id);

for (const operation of operations) {
  for (const example of operation.examples) {
    test(`${operation.id}, ${example.name}: the line carries key, method and body as described`, () => {
      const words = wordsOf(curlOf(operation, example));
      assert.ok(words.includes("api_key: secret"));
      const url = words.find((word) => word.startsWith("http://sluis.test/v1/json/")) ?? assert.fail();
      assert.doesNotMatch(url, /[{}\s]/);
      const body = words[words.indexOf("-d") + 1];
      if (example.body !== undefined) assert.deepEqual(JSON.parse(body ?? ""), example.body);
      const method = words.includes("-X") ? words[words.indexOf("-X") + 1] : undefined;
      assert.equal(method ?? (words.includes("-d") ? "POST" : "GET"), operation.method);
    });
  }
}

test("an apostrophe in a body and a slash in an order id survive the shell", () => {
  const example: Example = {
    name: "odd",
    summary: "",
    parameters: { order_id: "2026/1 $HOME" },
    body: { reason: "The shop's `own` $reason" },
    answer: {},
  };
  const words = wordsOf(curlOf(operationOf("updateOrder"), example));
  assert.ok(words.includes("http://sluis.test/v1/json/orders/2026%2F1%20%24HOME"));
  assert.deepEqual(JSON.parse(words.at(-1) ?? ""), example.body);
});
