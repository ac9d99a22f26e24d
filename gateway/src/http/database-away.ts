/**
 * Which faults say that the database is not there now. The answer is then 503 with
 * Retry-After, for the request may be sent again as it is: what was written before
 * the connection was lost is found by the order's id, and what was begun with an
 * acquirer or a provider has its job that looks after it.
 */
const states = /^(08|53|57)/;

/** A server that was made a standby while we were connected; a session that it ended because it lay idle in a transaction. */
const further: ReadonlySet<string> = new Set(["25006", "25P03"]);

const sockets: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);

/** What node-postgres says by itself has no code. */
const sentences =
  /timeout exceeded when trying to connect|timeout expired|Connection terminated|is not queryable|Query read timeout/;

export const isDatabaseAway = (error: Error): boolean => {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return states.test(code) || further.has(code) || sockets.has(code) || sentences.test(error.message);
};
