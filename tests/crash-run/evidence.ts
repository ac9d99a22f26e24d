import { callJson } from "../support/api.ts";
import { at, isObject, type Json, listAt, numberAt, textAt } from "../support/json.ts";
import type { House } from "./house.ts";
import type { Mail } from "./mail-inbox.ts";
import type { ShopRecord } from "./promises.ts";
import type { Notified } from "./shop-inbox.ts";

type Row = Readonly<{ [column: string]: unknown }>;

/** One line of the acquirer's own books. */
export interface BookLine {
  readonly kind: string;
  readonly rrn: string;
  readonly stan: string;
  readonly originalRrn: string | null;
  readonly amountMinor: number;
  readonly isApproved: boolean;
  readonly isReversed: boolean;
  readonly isReleased: boolean;
}

export interface DisputeLine {
  readonly id: string;
  readonly originalRrn: string;
  readonly amountMinor: number;
  readonly isWon: boolean;
  readonly isPending: boolean;
}

/** One payment in the bank's own books. */
export interface BankLine {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly amountMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
}

/** All that is held against each other when a run is over: three parties' records, each written by itself. */
export interface Evidence {
  readonly world: {
    readonly cards: readonly BookLine[];
    readonly disputes: readonly DisputeLine[];
    readonly bank: readonly BankLine[];
    readonly heldMinor: number;
    readonly reservedMinor: number;
  };
  readonly gateway: {
    readonly orders: readonly Row[];
    readonly attempts: readonly Row[];
    readonly related: readonly Row[];
    readonly history: readonly Row[];
    readonly transitions: readonly Row[];
    readonly phaseStatuses: readonly Row[];
    readonly jobs: readonly Row[];
    /** Of the idempotency keys: whether a request holds it, and whether it should have been forgotten. */
    readonly keys: readonly Row[];
    /** Orders that had been changed later than now, by the clock of the house as it was when all was healed. */
    readonly fromTheFuture: readonly string[];
    readonly logs: string;
    readonly ledgerCheck: { readonly code: number | null; readonly output: string };
    readonly auditVerify: { readonly code: number | null; readonly output: string };
    readonly ownEnds: readonly string[];
  };
  readonly shop: {
    readonly record: ShopRecord;
    readonly notified: readonly Notified[];
    readonly oddities: readonly string[];
    readonly mails: readonly Mail[];
    /** The order as the API tells it in the end, by order id; null where it refuses. */
    readonly orders: ReadonlyMap<string, Json>;
  };
  /** Every value of every column, as text. */
  readonly databaseDump: string;
}

const now = "clock_timestamp() + (select offset_ms from clock) * interval '1 millisecond'";

/** To be asked before time is moved on: whatever died, the clock is nowhere behind what was done by it. */
export async function changedInTheFuture(house: House): Promise<readonly string[]> {
  const rows = await house.sql(
    `select distinct order_id from orders join order_history on order_key = orders.key where at > ${now}`,
  );
  return rows.map((row) => String(row["order_id"]));
}

export async function gather(
  house: House,
  fromTheFuture: readonly string[],
  shop: Omit<Evidence["shop"], "orders">,
): Promise<Evidence> {
  const books = (await callJson(`${house.simulatorUrl}/control/books`, { method: "GET" })).body;
  const bank = (await callJson(`${house.simulatorUrl}/control/bank`, { method: "GET" })).body;
  const orders = await house.sql("select * from orders order by created_at");
  return {
    world: {
      cards: listAt(books, "entries").map(toBookLine),
      disputes: (await house.controls.disputes()).map((dispute) => dispute),
      bank: listAt(bank, "payments").map(toBankLine),
      heldMinor: euroIn(at(books, "heldMinor")),
      reservedMinor: euroIn(at(books, "reservedMinor")),
    },
    gateway: {
      orders,
      attempts: await house.sql("select *, sealed_card is not null as is_sealed from payment_attempt"),
      related: await house.sql("select * from related_transaction order by transaction_id"),
      history: await house.sql("select * from order_history order by order_key, version"),
      transitions: await house.sql("select * from order_transition"),
      phaseStatuses: await house.sql("select * from phase_status"),
      jobs: await house.sql("select * from job"),
      keys: await house.sql(
        `select name, status is null and held_until > ${now} as is_held,
           expires_at + interval '2 days' < ${now} as is_overdue from idempotency_key`,
      ),
      fromTheFuture,
      logs: house.gateways.map((gateway) => gateway.output()).join("\n") + house.simulator.output(),
      ledgerCheck: await house.commandLine("ledger", "check"),
      auditVerify: await house.commandLine("audit", "verify"),
      ownEnds: [...house.gateways, house.simulator].flatMap((process) => process.ownEnds()),
    },
    shop: { ...shop, orders: await readAll(house, orders) },
    databaseDump: await dump(house),
  };
}

const toBookLine = (entry: Json): BookLine => ({
  kind: textAt(entry, "kind"),
  rrn: textAt(entry, "rrn"),
  stan: textAt(entry, "stan"),
  originalRrn: textOrNull(at(entry, "originalRrn")),
  amountMinor: numberAt(entry, "amountMinor"),
  isApproved: at(entry, "approved") === true,
  isReversed: at(entry, "reversed") === true,
  isReleased: at(entry, "released") === true,
});

const toBankLine = (payment: Json): BankLine => ({
  id: textAt(payment, "id"),
  reference: textAt(payment, "reference"),
  status: textAt(payment, "status"),
  amountMinor: numberAt(payment, "amountMinor"),
  paidMinor: numberAt(payment, "paidMinor"),
  refundedMinor: numberAt(payment, "refundedMinor"),
});

const textOrNull = (value: Json): string | null => (typeof value === "string" ? value : null);

/** A currency in which nothing is left does not appear. */
const euroIn = (byCurrency: Json): number =>
  isObject(byCurrency) && "978" in byCurrency ? numberAt(byCurrency, "978") : 0;

async function readAll(house: House, orders: readonly Row[]): Promise<ReadonlyMap<string, Json>> {
  const read = new Map<string, Json>();
  for (const order of orders) {
    const orderId = String(order["order_id"]);
    const url = `${house.publicUrl}/v1/json/orders/${encodeURIComponent(orderId)}`;
    const answer = await callJson(url, { method: "GET", headers: { api_key: house.apiKey } });
    read.set(orderId, answer.status === 200 ? at(answer.body, "data") : null);
  }
  return read;
}

async function dump(house: House): Promise<string> {
  const columns = await house.sql(
    `select quote_ident(table_name) as name, column_name, data_type from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const values: string[] = [];
  for (const [name, ofTable] of Map.groupBy(columns, (column) => String(column["name"]))) {
    const numbers = new Set(
      ofTable
        .filter(({ data_type: type }) => isNumber.test(String(type)))
        .map((column) => column["column_name"]),
    );
    for (const row of await house.sql(`select * from ${name}`)) {
      for (const [column, value] of Object.entries(row)) {
        // A number of three digits is no security code; marked, it stands for itself.
        const texts = textsOf(value);
        values.push(...(numbers.has(column) ? texts.map((one) => `#${one}`) : texts));
      }
    }
  }
  return values.join("\n");
}

const isNumber = /int|numeric/;

/** Bytes as hexadecimal, and as the text that stands in them. */
function textsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Buffer.isBuffer(value)) return [value.toString("hex"), value.toString("latin1")];
  return [typeof value === "string" ? value : JSON.stringify(value)];
}
