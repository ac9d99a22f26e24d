import { createHmac } from "node:crypto";
import { signatureEnvelope, signatureMessage } from "#domain/notification/signature.ts";
import type { Secret } from "#domain/secret.ts";
import type { Instant } from "#domain/time.ts";

export interface Signing {
  readonly sentAt: Instant;
  readonly body: string;
  readonly apiKey: Secret<string>;
}

/** Value of the `Auth` header of a POST notification (contract, notifications.md §4). */
export function signNotification({ sentAt, body, apiKey }: Signing): string {
  // Shops trim the key before they verify.
  const hmac = createHmac("sha512", apiKey.reveal().trim()).update(signatureMessage(sentAt, body), "utf8");
  return Buffer.from(signatureEnvelope(sentAt, hmac.digest("hex")), "utf8").toString("base64");
}
