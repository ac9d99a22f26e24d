import assert from "node:assert/strict";
import { test } from "node:test";
import { beginsAs, fileTypes } from "./order-file.ts";

const samples = {
  PDF: Buffer.from("%PDF-1.7\n"),
  JPEG: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
  PNG: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]),
} as const;

for (const type of fileTypes) {
  test(`knows a ${type} by its first bytes, and no other type for one`, () => {
    for (const other of fileTypes) assert.equal(beginsAs(samples[type], other), other === type);
  });
}

test("a file that is cut within its first bytes is none", () => {
  for (const type of fileTypes) assert.equal(beginsAs(samples[type].subarray(0, 2), type), false);
});
