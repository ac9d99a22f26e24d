import type { SiteId } from "#domain/ids.ts";
import type { Instant } from "#domain/time.ts";

/** Who wants no more reminders from a site. Addresses are known by their keyed hash only. */
export interface MailStops {
  isStopped(site: SiteId, recipientHash: string): Promise<boolean>;
  /** For good; repeating it changes nothing. */
  stop(site: SiteId, recipientHash: string, at: Instant): Promise<void>;
}
