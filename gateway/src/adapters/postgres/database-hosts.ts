/**
 * `DATABASE_URL` as libpq reads it, with several servers of which one accepts
 * writes: `postgres://user:word@one:5432,two:5432/sluis`. node-postgres knows one
 * server per address, so each gets an address of its own. With a single server the
 * address stays as it is.
 */
const severalHosts = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#@]*,[^/?#@]*)([/?#].*)?$/i;

/** Each is tried for two seconds at most, and who asks for a connection waits ten. */
export const mostHosts = 4;

/** The address of each server, in the order in which they are tried. */
export function hostUrls(databaseUrl: string): readonly string[] {
  const [, start, hosts, end = ""] = severalHosts.exec(databaseUrl) ?? [];
  if (start === undefined || hosts === undefined) return [databaseUrl];
  return hosts.split(",").map((host) => start + host + withoutTarget(end));
}

/** Writes are always needed here: what libpq must be told goes without saying, and node-postgres does not know it. */
const withoutTarget = (end: string): string =>
  end.replace(/([?&])target_session_attrs=[^&#]*(&?)/, (_match, before: string, after: string) =>
    after === "" ? "" : before,
  );

/** Where the database is, for a sentence to the operator: without user and password. */
export function placeOf(databaseUrl: string): string {
  const urls = hostUrls(databaseUrl);
  if (!urls.every((url) => URL.canParse(url))) return "not a URL";
  const places = urls.map((url) => new URL(url));
  return places.map(({ host }) => host).join(",") + (places[0]?.pathname ?? "");
}
