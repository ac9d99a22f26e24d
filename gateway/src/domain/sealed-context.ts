import type { AttemptKey, OrderKey } from "./ids.ts";
import type { ApiKeyOwner } from "./merchant/api-key.ts";
import type { CardToken } from "./token/card-token.ts";

/**
 * What is authenticated with a ciphertext, so that what was sealed for one row
 * does not open for another. What names a row says where else it is written.
 *
 * Before accounts had data keys of their own, API keys and files were bound to
 * their owner only; what a master key itself sealed is opened so. `keyId` is that
 * of the ciphertext, null for one that is made now.
 */
export const attemptContext = (key: AttemptKey): string => key;

/** What makes the row unique, and not its name: a card that is kept again goes into the row that is there. */
export const tokenContext = ({
  accountId,
  reference,
  model,
  cardFingerprint,
}: Pick<CardToken, "accountId" | "reference" | "model" | "cardFingerprint">): string =>
  `token:${accountId}:${model}:${cardFingerprint}:${reference}`;

export function apiKeyContext(
  row: { readonly fingerprint: string; readonly owner: ApiKeyOwner },
  keyId: string | null,
): string {
  if (!isOfMasterKey(keyId)) return `api-key:${row.fingerprint}`;
  return "site" in row.owner ? `site:${row.owner.site}` : `account:${row.owner.account}`;
}

/** An order has a document once: the keyed hash of its bytes names the row. */
export const fileContext = (
  row: { readonly orderKey: OrderKey; readonly fingerprint: string },
  keyId: string | null,
): string =>
  isOfMasterKey(keyId) ? `order-file:${row.orderKey}` : `order-file:${row.orderKey}:${row.fingerprint}`;

const isOfMasterKey = (keyId: string | null): boolean => keyId !== null && /^[0-9a-f]{8}$/.test(keyId);
