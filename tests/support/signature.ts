import { createHmac } from "node:crypto";

/**
 * The merchant's side of a signed notification, written from the contract
 * alone: `Auth` = base64(ts ":" hex(HMAC-SHA512(key, ts ":" raw body))).
 */
export function verifySignature(input: {
  readonly auth: string;
  readonly body: string;
  readonly apiKey: string;
}): { readonly isGenuine: boolean; readonly timestamp: string } {
  const decoded = Buffer.from(input.auth, "base64").toString("latin1");
  const parts = decoded.split(":");
  const [timestamp = "", signature = ""] = parts;
  const expected = createHmac("sha512", Buffer.from(input.apiKey.trim(), "ascii"))
    .update(`${timestamp}:${input.body}`, "utf8")
    .digest("hex");
  const isCanonical = Buffer.from(decoded, "latin1").toString("base64") === input.auth;
  return { isGenuine: parts.length === 2 && isCanonical && signature === expected, timestamp };
}
