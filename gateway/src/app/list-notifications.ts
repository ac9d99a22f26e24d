import type { SiteId } from "#domain/ids.ts";
import type { LoggedNotification, LogPage } from "#ports/notification-log.ts";
import type { Dependencies } from "./dependencies.ts";

export interface NotificationPage {
  readonly entries: readonly LoggedNotification[];
  /** Behind which older entries go on; null where the page is empty. */
  readonly after: number | null;
  /** Before which newer ones do. */
  readonly before: number | null;
}

/** A page of what was told to the shops of these sites, newest first. */
export async function listNotifications(
  deps: Dependencies,
  {
    sites,
    orderId,
    page,
  }: { readonly sites: readonly SiteId[]; readonly orderId: string | null; readonly page: LogPage },
): Promise<NotificationPage> {
  const entries = await deps.notificationLog.list(sites, orderId, page);
  return { entries, after: entries.at(-1)?.id ?? null, before: entries[0]?.id ?? null };
}
