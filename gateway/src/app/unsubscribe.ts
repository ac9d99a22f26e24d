import { type OrderKey, parseOrderKey, type SiteId } from "#domain/ids.ts";
import { type MailAddress, parseMailAddress, sameMailbox } from "#domain/mail/mail-address.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import { assert } from "#domain/result.ts";
import { Secret } from "#domain/secret.ts";
import type { Dependencies } from "./dependencies.ts";

/** What the page behind an unsubscribe link is about. */
export interface Unsubscribing {
  readonly order: Order;
  readonly site: Site;
  readonly isStopped: boolean;
}

/** Where a shopper stops the reminders of the order's site: the order's key with our keyed hash of it, so nobody can guess one. */
export function unsubscribeUrl(deps: Dependencies, key: OrderKey): string {
  const name = key.slice("ord_".length);
  return `${deps.publicUrl}/unsubscribe/${name}${deps.vault.fingerprint(new Secret(key), "unsubscribe")}`;
}

/** Looks and changes nothing. Null for a word that we never gave. */
export async function viewUnsubscribing(deps: Dependencies, word: string): Promise<Unsubscribing | null> {
  const found = await findMailed(deps, word);
  if (found === null) return null;
  const { order, site, address } = found;
  return { order, site, isStopped: await isUnsubscribed(deps, order.siteId, address) };
}

/** Stops all reminders of that site to that address, for good. Repeating it changes nothing; null for a word that we never gave. */
export async function unsubscribe(deps: Dependencies, word: string): Promise<Unsubscribing | null> {
  const found = await findMailed(deps, word);
  if (found === null) return null;
  const { order, site, address } = found;
  await deps.mailStops.stop(order.siteId, recipientHash(deps, address), deps.clock.now());
  return { order, site, isStopped: true };
}

/** Whether that address has asked for no more reminders of that site. */
export const isUnsubscribed = (deps: Dependencies, site: SiteId, address: MailAddress): Promise<boolean> =>
  deps.mailStops.isStopped(site, recipientHash(deps, address));

const recipientHash = (deps: Dependencies, address: MailAddress): string =>
  deps.vault.fingerprint(new Secret(sameMailbox(address)), "mail-recipient");

async function findMailed(
  deps: Dependencies,
  word: string,
): Promise<{ readonly order: Order; readonly site: Site; readonly address: MailAddress } | null> {
  const parts = /^([0-9a-f]{32})([0-9a-f]{64})$/.exec(word);
  const [, name, proof] = parts ?? [];
  if (name === undefined || proof === undefined) return null;
  const key = parseOrderKey(`ord_${name}`);
  if (!deps.vault.isFingerprint(proof, new Secret(key), "unsubscribe")) return null;
  const record = await deps.store.findByKey(key);
  const address = parseMailAddress(record?.order.details.customer.email ?? "");
  if (record === null || address === null) return null;
  const site = await deps.store.findSite(record.order.siteId);
  assert(site !== null, "an order without a site");
  return { order: record.order, site, address };
}
