import { startPostgres } from "../../tests/support/postgres.ts";
import { benchAudit } from "./audit-bench.ts";
import { benchIdempotency } from "./idempotency-bench.ts";
import { benchLists } from "./list-bench.ts";
import { benchNotifications } from "./notification-bench.ts";
import { benchOrders } from "./order-bench.ts";
import { benchPage } from "./page-bench.ts";

/**
 * `npm run bench` measures orders, refunds and captures beside a bare route.
 * `npm run bench -- lists` measures the list of transactions; it first makes a
 * million orders, which takes minutes and two to three gigabytes of disk.
 * `npm run bench -- page` measures the card page beside a bare route with the same bytes.
 * `npm run bench -- audit` measures what the audit log costs a redirect order.
 * `npm run bench -- idempotency` measures what an Idempotency-Key costs a payment link.
 * `npm run bench -- notifications` measures what dead shops cost the living.
 */
const parts: Readonly<Record<string, (postgresUrl: string) => Promise<void>>> = {
  orders: benchOrders,
  lists: benchLists,
  page: benchPage,
  notifications: benchNotifications,
  audit: benchAudit,
  idempotency: benchIdempotency,
};

const [name = "orders"] = process.argv.slice(2);
const bench = parts[name];
if (bench === undefined) {
  console.error(`There is no bench named ${name}: ${Object.keys(parts).join(", ")}`);
  process.exitCode = 1;
} else {
  const postgres = await startPostgres();
  try {
    await bench(postgres.url);
  } finally {
    await postgres.stop();
  }
}
