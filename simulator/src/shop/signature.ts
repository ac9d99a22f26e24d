import { createHmac, timingSafeEqual } from "node:crypto";

/** What a merchant finds out about the `Auth` header of a POST notification. */
export type SignatureCheck = "verified" | "missing" | "malformed" | "wrong" | "stale";

/** Older signatures may be replays; the gateway signs every retry anew. */
const freshnessSeconds = 600;

/**
 * `Auth` = base64 of `<ts>:<hex>`, hex being HMAC-SHA512 over `<ts>:<raw body>`
 * with the site's API key.
 */
export function checkSignature(signed: {
  readonly auth: string | undefined;
  readonly rawBody: string;
  readonly apiKey: string;
  readonly now: Date;
}): SignatureCheck {
  if (signed.auth === undefined) return "missing";
  const parts = /^(\d{1,12}):([0-9a-f]{128})$/.exec(Buffer.from(signed.auth, "base64").toString("latin1"));
  if (parts === null) return "malformed";
  const [, timestamp = "", hex = ""] = parts;
  const expected = createHmac("sha512", signed.apiKey.trim())
    .update(`${timestamp}:${signed.rawBody}`)
    .digest();
  if (!timingSafeEqual(expected, Buffer.from(hex, "hex"))) return "wrong";
  return Number(timestamp) + freshnessSeconds < signed.now.getTime() / 1000 ? "stale" : "verified";
}
