/**
 * A payment by gift card never expires (contract, statuses.md §5): where the shopper has left the bank's page, the
 * order stays begun and its provider is asked for ever. So is that of an invoice which the shop neither takes nor ships.
 * That is no fault, and the run does not wait for it.
 */
export const methodsWithoutEnd: readonly string[] = ["VVVGIFTCRD", "EINVOICE"];

export const jobsOfTime = `
  select count(*)::int as n from job where kind <> 'close-day' and not (kind = 'ask-provider' and exists (
    select from payment_attempt join orders on orders.current_attempt = payment_attempt.key
    where orders.key = job.order_key and brand in (${methodsWithoutEnd.map((brand) => `'${brand}'`).join(", ")})
      and (state = 'awaiting' or settlement = 'uncleared')
  ))`;
