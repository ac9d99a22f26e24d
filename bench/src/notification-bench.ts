import { directOrderWithout3ds } from "../../tests/support/orders.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { type BenchShops, startBenchShops } from "./bench-shops.ts";
import { median } from "./load.ts";
import { aligned, verdictLine } from "./table.ts";

/**
 * `npm run bench -- notifications`: how long ninety shops wait for their nine
 * thousand notifications, alone and beside ten shops that hang on a thousand
 * more, in turns. The shops are servers of this process; the jobs are put into
 * the table as the gateway writes them, all due at once.
 */
const shopCounts = { living: 90, hanging: 10 };
const ordersEach = 100;
const rounds = 3;
/** The living ones beside the hanging, in the time they need alone. */
const mostSlowdown = 1.3;

export async function benchNotifications(postgresUrl: string): Promise<void> {
  const world = await startWorld({ postgresUrl, logLevel: "error" });
  const shops = await startBenchShops(shopCounts.living, shopCounts.hanging);
  try {
    await placeOrders(world, [...shops.living, ...shops.hanging]);
    await deliver(world, shops, shops.living);
    const alone: number[] = [];
    const beside: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      alone.push(await deliver(world, shops, shops.living));
      beside.push(await deliver(world, shops, [...shops.living, ...shops.hanging]));
      console.log(
        `round ${round} of ${rounds}: ${[alone.at(-1), beside.at(-1)].map(seconds).join(" s, ")} s`,
      );
    }
    report(median(alone), median(beside));
  } finally {
    await shops.stop();
    await world.stop();
  }
}

/** A hundred paid orders for each shop: copies of one that the gateway wrote, with a shop of their own. */
async function placeOrders(world: World, shops: readonly string[]): Promise<void> {
  const template = directOrderWithout3ds({
    order_id: "template",
    payment_options: { notification_method: "POST" },
  });
  const { status, text } = await world.api("POST", "/orders", template);
  if (status !== 200) throw new Error(`the order to copy was not made: ${text}`);
  const hosts = `unnest(array['${shops.join("','")}']) with ordinality as shop (host, number)`;
  await world.sql(`begin; set local session_replication_role = replica;
    create table spread as select host, number * 1000 + n as n, 'ord_' || md5('order ' || host || ' ' || n) as key,
      'att_' || md5('attempt ' || host || ' ' || n) as attempt_key
      from ${hosts}, generate_series(1, ${ordersEach}) as n;
    insert into orders select copy.* from spread, orders, jsonb_populate_record(orders, jsonb_build_object(
      'key', spread.key, 'order_id', 'copy-' || n, 'transaction_id', orders.transaction_id + 1000 + n,
      'session_token', md5('session ' || n) || 'abc', 'current_attempt', attempt_key,
      'details', jsonb_set(orders.details::jsonb, '{notificationUrl}', to_jsonb('http://' || host || '/notify'))
    )) as copy where orders.order_id = 'template';
    insert into payment_attempt select copy.* from spread, orders
      join payment_attempt on payment_attempt.key = orders.current_attempt,
      jsonb_populate_record(payment_attempt, jsonb_build_object('key', attempt_key, 'order_key', spread.key)) as copy
      where orders.order_id = 'template';
    commit`);
  await world.sql("vacuum (analyze) orders, payment_attempt");
}

/** Puts the jobs of these shops into the table and waits until the living ones are told. */
async function deliver(world: World, shops: BenchShops, hosts: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const told = shops.told(shops.living.length * ordersEach, startedAt);
  // The dead first: they are there when the living ones come.
  await world.sql(
    `with queued as (
       insert into job (kind, order_key, run_at, endpoint)
       select 'deliver-notification', key, clock_timestamp() - interval '1 second', orders.site_id || ' ' || host
       from spread join orders using (key) where host = any($1) order by host = any($2) desc returning 1
     ) select count(*), pg_notify('job_due', '') from queued`,
    [hosts, shops.hanging],
  );
  const tookMs = await told;
  // What hangs is taken away, and the next round begins with hosts that nobody knows to be dead.
  await world.sql("delete from job where endpoint is not null");
  shops.release();
  await eventually("the calls that hung are over", async () => {
    await world.sql("delete from job where endpoint is not null");
    const rows = await world.sql("delete from notification_endpoint returning 1");
    return rows.length === 0 ? true : null;
  });
  return tookMs;
}

const seconds = (ms: number = Number.NaN): string => (ms / 1_000).toFixed(2);

function report(aloneMs: number, besideMs: number): void {
  const count = shopCounts.living * ordersEach;
  const row = (name: string, ms: number): string[] => [
    name,
    seconds(ms),
    Math.round((count * 1_000) / ms).toString(),
  ];
  const rows = [row("90 living shops alone", aloneMs), row("beside 10 that hang", besideMs)];
  console.log(`\n${aligned([["notifications", "s", "per s"], ...rows])}\n`);
  const ratio = besideMs / aloneMs;
  const target = `beside 10 hanging shops ≤ ${mostSlowdown} × the time alone: ${ratio.toFixed(2)}`;
  console.log(verdictLine(ratio <= mostSlowdown, target));
}
