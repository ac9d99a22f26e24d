import assert from "node:assert/strict";
import { test } from "node:test";
import { createSecureContext, getCiphers } from "node:tls";
import { nodeOptions, tlsOptions } from "./inbound-limits.ts";

// Goal: TLS as PCI DSS 4.2.1 wants it, and times that node can keep.

test("TLS begins at 1.2, and every cipher has forward secrecy and authenticates what it encrypts", () => {
  assert.equal(tlsOptions.minVersion, "TLSv1.2");
  const known = getCiphers().map((name) => name.toUpperCase());
  for (const cipher of tlsOptions.ciphers?.split(":") ?? []) {
    assert.ok(known.includes(cipher.toUpperCase()), cipher);
    assert.match(cipher, /^(?:TLS_|ECDHE-).*(?:GCM|POLY1305)/);
  }
  assert.doesNotThrow(() => createSecureContext(tlsOptions));
});

test("headers never have longer than the whole request, and slow clients are looked for within their time", () => {
  const options = nodeOptions({ headersTimeoutMs: 10_000, requestTimeoutMs: 2_000, maxConnections: 10 });
  assert.equal(options.headersTimeout, 2_000);
  assert.ok((options.connectionsCheckingInterval ?? Infinity) <= 5_000);
});
