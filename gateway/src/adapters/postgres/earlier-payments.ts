import type pg from "pg";
import type { OrderKey } from "#domain/ids.ts";
import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import { type AttemptRow, toAttempt } from "./order-rows.ts";

/** See Store.earlierPayments. */
export async function earlierPayments(
  queryable: Pick<pg.ClientBase, "query">,
  key: OrderKey,
): Promise<readonly ProviderAttempt[]> {
  const result = await queryable.query<{ attempt: AttemptRow }>({
    name: "earlier-payments",
    text: `select to_jsonb(payment_attempt) - 'sealed_card' as attempt
      from payment_attempt join orders on orders.key = payment_attempt.order_key
      where payment_attempt.order_key = $1
        and payment_attempt.provider_payment_id is not null
        and payment_attempt.state in ('declined', 'abandoned')
        and payment_attempt.key is distinct from orders.current_attempt
      order by payment_attempt.created_at desc limit 40`,
    values: [key],
  });
  return result.rows.map(({ attempt }) => toAttempt(attempt)).filter((one) => one.kind === "transfer");
}
