import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "../time.ts";
import { signatureEnvelope, signatureMessage } from "./signature.ts";

test("message and envelope begin with the same whole seconds", () => {
  const sentAt = instant(1_767_225_600_999);
  assert.equal(signatureMessage(sentAt, '{"a":"b:c"}'), '1767225600:{"a":"b:c"}');
  assert.equal(signatureEnvelope(sentAt, "00ff"), "1767225600:00ff");
});
