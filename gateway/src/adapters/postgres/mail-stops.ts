import type pg from "pg";
import { toIso } from "#domain/time.ts";
import type { MailStops } from "#ports/mail-stops.ts";

export function createMailStops(pool: pg.Pool): MailStops {
  return {
    async isStopped(site, recipientHash) {
      const found = await pool.query("select from mail_stop where site_id = $1 and recipient_hash = $2", [
        site,
        recipientHash,
      ]);
      return found.rowCount === 1;
    },
    async stop(site, recipientHash, at) {
      await pool.query(
        `insert into mail_stop (site_id, recipient_hash, stopped_at) values ($1, $2, $3)
         on conflict do nothing`,
        [site, recipientHash, toIso(at)],
      );
    },
  };
}
