/**
 * Whether a shop's answer says that it has the notification (contract,
 * notifications.md §5): status 200, and `OK` within the first 100 characters in
 * any case (plug-ins answer `OK`, `"OK"` and `ok`), or `MULTISAFEPAY_OK` anywhere
 * in what was read of the body.
 */
export function isAcknowledged(status: number, bodyStart: string): boolean {
  if (status !== 200) return false;
  return /OK/i.test(bodyStart.slice(0, 100)) || bodyStart.includes("MULTISAFEPAY_OK");
}
