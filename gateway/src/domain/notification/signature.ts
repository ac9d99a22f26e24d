import { type Instant, unixSeconds } from "../time.ts";

/**
 * What is signed of a POST notification: unix seconds, a colon, the body byte for
 * byte as it is sent (contract, notifications.md §4). Shops refuse a signature
 * older than ten minutes, so every attempt is signed anew.
 */
export const signatureMessage = (sentAt: Instant, body: string): string => `${unixSeconds(sentAt)}:${body}`;

/** Content of the `Auth` header before base64: the same seconds, a colon, the HMAC in lower-case hexadecimal. */
export const signatureEnvelope = (sentAt: Instant, hmacHex: string): string =>
  `${unixSeconds(sentAt)}:${hmacHex}`;
