/** Longer than any host name, and short enough for an index whatever a shop sends. */
const longestName = 300;

/**
 * SQL that names the endpoint a notification calls: the site, and the host of the
 * order's URL or else of the site's. Null where there is none. Two shops on one
 * host are two endpoints: neither suffers from what the other's program does.
 */
export const endpointSql = (site: string, url: string): string => `left(
  ${site}::bigint || ' ' || lower(substring(
    coalesce(${url}::text, (select notification_url from site where id = ${site}::bigint))
    from '^[A-Za-z]+://(?:[^/?#@]*@)?([^/?#]+)'
  )), ${longestName})`;
