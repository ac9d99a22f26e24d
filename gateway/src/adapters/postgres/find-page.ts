import type pg from "pg";
import type { SessionToken } from "#domain/ids.ts";
import type { Store } from "#ports/store.ts";
import { createBatch } from "./batch.ts";
import { bySession, recordColumns, type RecordRow, toRecord } from "./order-record.ts";
import { shownSite, type ShownSiteRow, toShownSite } from "./site-queries.ts";

interface PageRow extends RecordRow {
  wanted: string;
  site: ShownSiteRow;
}

/**
 * `limit 1` keeps each page a question of its own, by keys: without, a plan made
 * while the tables are empty might join the list with all orders, and be kept. One
 * column: the driver reads the names and types of some forty anew with every answer.
 */
const findingPages = `
  select row_to_json(page) as page
  from unnest($1::text[]) as wanting (token)
  cross join lateral (
    select wanting.token as wanted, ${recordColumns}, (${shownSite}) as site
    from orders where ${bySession("wanting.token")} limit 1
  ) page`;

/** Pages of one statement. */
const mostTogether = 32;

/** Statements at a time: while the database reads for one, pages are made of the other; and one that hangs holds up half. */
const mostRunning = 2;

/**
 * Reads what pages show. Pages that are asked for while others are read are read
 * together by the next statement: never by one that began before they were asked for.
 */
export const createPageQuery = (pool: pg.Pool): Store["findPage"] =>
  createBatch<SessionToken, Awaited<ReturnType<Store["findPage"]>>>(
    mostTogether,
    async (tokens) => {
      const found = await pool.query<{ page: PageRow }>({
        name: "find-pages",
        text: findingPages,
        values: [[...new Set(tokens)]],
      });
      const rows = new Map(found.rows.map(({ page }) => [page.wanted, page]));
      return (token) => {
        const row = rows.get(token);
        return row === undefined ? null : { ...toRecord(row), site: toShownSite(row.site) };
      };
    },
    mostRunning,
  );
