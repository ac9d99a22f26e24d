/**
 * Who may do what with each table, as one list: the role that serves orders can do what serving needs and nothing else, and
 * cannot read the keys of the vault at all. A table that does not stand here belongs to its owner alone, and a test fails
 * until somebody has decided. What this protects from, and what not, stands in docs/operations/database-roles.md.
 */

/** Roles of the server, with names of their own so that the same script fits every installation. */
export const databaseRoles = {
  /** Serves HTTP and jobs. */
  app: "sluis_app",
  /** Reads and adds wrapped data keys, and sees nothing else. */
  vault: "sluis_vault",
} as const;

export type DatabaseRole = keyof typeof databaseRoles;

/** What can be done with a table; reading and updating may be kept to columns. */
export type TableRight =
  | "select"
  | "insert"
  | "update"
  | "delete"
  | `select (${string})`
  | `update (${string})`;

const reads = ["select"] as const;
/** For what happened: it is told and never told otherwise. */
const adds = ["select", "insert"] as const;
/** For what has a state and is never thrown away. */
const changes = ["select", "insert", "update"] as const;
/** For what passes: jobs, counts, what was forgotten in time. */
const passes = ["select", "insert", "update", "delete"] as const;

/** What a shop's own key may set of a site. `select … for update` wants one column that may be updated, too. */
const siteProfile =
  "update (name, notification_url, url, price_from, price_till, support_email, support_phone)";

export const tableRights: Readonly<
  Record<string, Readonly<Partial<Record<DatabaseRole, readonly TableRight[]>>>>
> = {
  api_key: { app: ["select", "update (last_used_at)"] },
  audit_checkpoint: { app: adds },
  audit_checkpoint_head: { app: adds },
  audit_entry: { app: adds },
  audit_head: { app: changes },
  // A token is removed when the shopper or the shop wants it.
  card_token: { app: passes },
  clock: { app: ["select", "update"] },
  closed_day: { app: adds },
  closing_balance: { app: adds },
  // Wrapped keys are made at the start of a new house or account; what changes them is an operator's command.
  data_key: { vault: adds },
  fee_rule: { app: reads },
  idempotency_key: { app: passes },
  job: { app: passes },
  ledger_transfer: { app: adds },
  mail_stop: { app: adds },
  master_key: { vault: adds },
  migration: { app: reads },
  notification_attempt: { app: ["select", "insert", "delete"] },
  notification_chaos: { app: passes },
  notification_endpoint: { app: passes },
  notification_past: { app: passes },
  notification_resend: { app: passes },
  order_file: { app: adds },
  order_history: { app: adds },
  order_transition: { app: reads },
  orders: { app: changes },
  payment_attempt: { app: changes },
  phase_status: { app: reads },
  rate_limit: { app: passes },
  related_transaction: { app: changes },
  retired_session: { app: adds },
  site: { app: ["select", siteProfile] },
  site_logo: { app: reads },
  used_signature: { app: passes },
  velocity_record: { app: ["select", "insert", "delete"] },
};

/** Sequences from which the role that serves draws numbers; those of identity columns need no right. */
export const drawnSequences = ["trace_number", "transaction_number"] as const;
