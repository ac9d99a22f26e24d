import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import { Secret } from "#domain/secret.ts";
import type { ProviderMessage } from "#ports/redirect-bank.ts";
import { isSignedWebhook, signRequest } from "./message-signature.ts";

// Goal: what we send is signed as RFC 9421 has it, and nothing but what the provider signed for this address is believed.

const nowS = 1_790_000_000;
const key = new Secret("a".repeat(32));
const previous = new Secret("b".repeat(32));
const digestOf = (body: string): string => `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
const hmac = (secret: Secret<string>, base: string): string =>
  createHmac("sha256", secret.reveal()).update(base).digest("base64");

test("a request is signed over method, path and every header that it carries, written out line by line", () => {
  const body = '{"amount":1}';
  const headers = { date: "Tue, 03 Feb 2026 10:00:00 GMT", "idempotency-key": "r-1" };
  const signed = signRequest({ method: "POST", path: "/bank/payments", headers, body }, key, nowS);
  const input = `("@method" "@path" "date" "idempotency-key" "content-digest");created=${nowS};alg="hmac-sha256";tag="bank-link-request"`;
  const base = [
    `"@method": POST`,
    `"@path": /bank/payments`,
    `"date": Tue, 03 Feb 2026 10:00:00 GMT`,
    `"idempotency-key": r-1`,
    `"content-digest": ${digestOf(body)}`,
    `"@signature-params": ${input}`,
  ].join("\n");
  assert.deepEqual(signed, {
    ...headers,
    "content-digest": digestOf(body),
    "signature-input": `sig=${input}`,
    signature: `sig=:${hmac(key, base)}:`,
  });
});

interface Parts {
  readonly secret?: Secret<string>;
  readonly covered?: readonly string[];
  readonly parameters?: string;
  readonly label?: string;
}

const address = "/providers/att_1/word";
const usual = `;created=${nowS};tag="bank-link-webhook"`;

function webhook({ secret = key, covered, parameters = usual, label = "x" }: Parts = {}): ProviderMessage {
  const body = '{"id":"bp_1"}';
  const values: Readonly<Record<string, string>> = {
    "@method": "POST",
    "@path": address,
    "content-digest": digestOf(body),
    "content-type": "application/json",
  };
  const names = covered ?? ["@path", "content-type", "@method", "content-digest"];
  const input = `(${names.map((name) => `"${name}"`).join(" ")})${parameters}`;
  const lines = names.map((name) => `"${name}": ${values[name] ?? ""}`);
  const signature = hmac(secret, [...lines, `"@signature-params": ${input}`].join("\n"));
  return {
    method: "POST",
    path: address,
    headers: {
      "content-type": "application/json",
      "content-digest": digestOf(body),
      "signature-input": `${label}=${input}`,
      signature: `${label}=:${signature}:`,
    },
    body: Buffer.from(body),
  };
}

const isGenuine = (message: ProviderMessage): boolean => isSignedWebhook(message, [key, previous], nowS);
const withHeader = (name: string, value: string | readonly string[] | undefined): ProviderMessage => {
  const message = webhook();
  return { ...message, headers: { ...message.headers, [name]: value } };
};

test("a webhook is believed by either key, in whatever order it names what it covers, and within five minutes", () => {
  assert.equal(isGenuine(webhook()), true);
  assert.equal(isGenuine(webhook({ secret: previous })), true);
  assert.equal(
    isGenuine(webhook({ parameters: `;tag="bank-link-webhook";keyid="k";created=${nowS - 300}` })),
    true,
  );
});

for (const [what, message] of [
  ["without a signature", withHeader("signature", undefined)],
  ["without its input", withHeader("signature-input", undefined)],
  ["with two signatures", withHeader("signature", ["x=:a:", "x=:b:"])],
  ["with a signature that is none", withHeader("signature", "x=:AAAA:")],
  ["signed by a stranger", webhook({ secret: new Secret("c".repeat(32)) })],
  [
    "of another label",
    {
      ...webhook(),
      headers: { ...webhook().headers, signature: webhook({ label: "y" }).headers["signature"] },
    },
  ],
  ["for another address", { ...webhook(), path: "/providers/att_2/word" }],
  ["with another method", { ...webhook(), method: "PUT" }],
  ["with another body", { ...webhook(), body: Buffer.from('{"id":"bp_2"}') }],
  ["with a digest of another body", withHeader("content-digest", digestOf("{}"))],
  ["with a header changed that it covers", withHeader("content-type", "text/plain")],
  ["with a header gone that it covers", withHeader("content-type", undefined)],
  ["that covers no body", webhook({ covered: ["@method", "@path"] })],
  ["that covers no address", webhook({ covered: ["@method", "content-digest"] })],
  ["that covers a thing twice", webhook({ covered: ["@method", "@path", "content-digest", "@path"] })],
  [
    "that covers what no message has",
    webhook({ covered: ["@method", "@path", "content-digest", "@authority"] }),
  ],
  [
    "of more than five minutes ago",
    webhook({ parameters: `;created=${nowS - 301};tag="bank-link-webhook"` }),
  ],
  ["of the future", webhook({ parameters: `;created=${nowS + 301};tag="bank-link-webhook"` })],
  ["of no time", webhook({ parameters: `;tag="bank-link-webhook"` })],
  ["that was one of our requests", webhook({ parameters: `;created=${nowS};tag="bank-link-request"` })],
] as const) {
  test(`a message ${what} is nobody's`, () => assert.equal(isGenuine(message), false));
}
