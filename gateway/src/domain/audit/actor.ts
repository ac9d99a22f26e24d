/**
 * Who does something, as the audit log names him: a shop by the name of its key,
 * a job by its kind, an operator by his name at the machine. `page` is a shopper
 * on a payment page, `house` what Sluis does of itself, `nobody` a request that
 * has not said who it is.
 */
export type Actor =
  | "house"
  | "nobody"
  | "page"
  | "provider"
  | "acquirer"
  | "directory-server"
  | `key/${string}`
  | `job/${string}`
  | `operator/${string}`;

/** An operator by a name that may hold anything: what is no letter, digit or one of `.@_-` becomes a dash, 64 at most. */
export const operatorNamed = (name: string): Actor =>
  `operator/${name.replaceAll(/[^A-Za-z0-9.@_-]/g, "-").slice(0, 64) || "unnamed"}`;
