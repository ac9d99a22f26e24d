import assert from "node:assert/strict";
import { test } from "node:test";
import { wantedEncoding } from "./routes.ts";

for (const [accepted, encoding] of [
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["GZIP;q=0.5", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0.000, gzip;q=0", "identity"],
  ["br;q=0.001", "br"],
  ["brotli, x-gzip", "identity"],
  ["identity", "identity"],
  ["*", "identity"],
  ["", "identity"],
  [undefined, "identity"],
  [["br"], "identity"],
] as const) {
  test(`a client that accepts ${String(accepted)} is sent ${encoding}`, () => {
    assert.equal(wantedEncoding(accepted), encoding);
  });
}
