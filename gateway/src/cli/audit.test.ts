import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAuditArguments, presentAudit } from "./audit.ts";

const key = "ab".repeat(32);

test("the words of an audit command are read, and what they do not say is told", () => {
  assert.deepEqual(parseAuditArguments(["checkpoint"]), { verb: "checkpoint" });
  assert.deepEqual(parseAuditArguments(["export", "--to", "kept.jsonl"]), {
    verb: "export",
    to: "kept.jsonl",
  });
  assert.deepEqual(parseAuditArguments(["verify"]), { verb: "verify", checkpoint: null, publicKeys: null });
  assert.deepEqual(
    parseAuditArguments([
      "verify",
      "--checkpoint",
      "kept.jsonl",
      "--public-key",
      `${key.toUpperCase()},${key}`,
    ]),
    { verb: "verify", checkpoint: "kept.jsonl", publicKeys: [key, key] },
  );
  for (const words of [
    [],
    ["forget"],
    ["export"],
    ["verify", "--public-key", "abc"],
    ["checkpoint", "--to", "x"],
  ]) {
    assert.equal(typeof parseAuditArguments(words), "string", words.join(" "));
  }
});

test("more findings than are told are at least counted", () => {
  const sum = { entries: 9, orders: 3, checkpoints: 1, unsigned: 0 };
  const told = presentAudit({ ...sum, wrong: 3, findings: ["order/a: entry 2 is missing"] });
  assert.match(
    told,
    /^order\/a: entry 2 is missing\n… and 2 more\nThe audit log was tampered with \(3 findings\)/,
  );
  assert.match(presentAudit({ ...sum, wrong: 0, findings: [] }), /^The audit log is whole: 9 entries/);
});
