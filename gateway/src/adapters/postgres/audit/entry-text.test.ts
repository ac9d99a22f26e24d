import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "#domain/time.ts";
import { canonical, entryText } from "./entry-text.ts";

test("the halves of an entry with its number in between are what canonical JSON makes of the whole", () => {
  const entry = {
    stream: "site/1",
    at: instant(1_790_000_000_123),
    actor: "operator/sam",
    event: "fee.set",
    change: { method: "VISA", minimum: 60, currency: null, 'a"b€\u0001': [1, { z: true, a: "ü" }] },
  } as const;
  const { before, after } = entryText(entry);
  const { stream, actor, event, change } = entry;
  assert.equal(
    `${before}42${after}`,
    canonical({ stream, seq: 42, at: "2026-09-21T14:13:20.123Z", actor, event, change }),
  );
});
