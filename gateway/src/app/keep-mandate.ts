import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import { isPaid } from "#domain/order/phase.ts";
import { assert } from "#domain/result.ts";
import { Secret } from "#domain/secret.ts";
import { parseTokenName, tokenNameLength } from "#domain/token/card-token.ts";
import { initialCredential } from "#domain/token/stored-credential.ts";
import type { AttemptChange } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The change with the token that a payment from a bank account leaves, once the
 * money has come: where the shop wished one and the provider gave a mandate. The
 * same account of the same shopper is the same token, with the newest mandate.
 */
export function keepMandate(
  deps: Dependencies,
  site: Site,
  before: Order,
  change: AttemptChange,
): AttemptChange {
  const { order } = change;
  const attempt = change.attempt.value;
  if (attempt.kind !== "transfer" || isPaid(before.phase) || !isPaid(order.phase)) return change;
  const credential = initialCredential(order.details);
  const { mandate, account, input } = attempt.provider;
  const iban = account?.iban ?? null;
  const { reference } = order.details.customer;
  if (credential === null || reference === null || input.charged !== undefined) return change;
  if (mandate === null || account === null || iban === null) return change;
  const name = parseTokenName(deps.entropy.token(tokenNameLength));
  assert(name !== null, "entropy gave no token");
  const token = {
    name,
    accountId: site.accountId,
    reference,
    model: credential.model,
    cardFingerprint: deps.vault.fingerprint(new Secret(iban), "bank-account"),
    schemeReference: null,
  };
  const stored = { kind: "account", token, mandate: { method: attempt.method, mandate, account } } as const;
  return { ...change, token: { kind: "keep", stored, isProvisional: false } };
}
