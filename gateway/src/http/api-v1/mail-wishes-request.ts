import type { MailWishes } from "#domain/mail/mail-wishes.ts";
import { booleanOf, objectOf } from "./lenient.ts";

/**
 * `second_chance` has two spellings, of which `send_email` wins (contract, orders.md §1). Never refused: a shop that
 * sends something else there sells all the same, without reminders.
 */
export function parseMailWishes(body: Readonly<Record<string, unknown>>): MailWishes {
  const chance = objectOf(body["second_chance"]) ?? {};
  const isWanted = booleanOf(chance["send_email"]) ?? booleanOf(chance["send_mail"]) ?? false;
  const customer = objectOf(body["customer"]) ?? {};
  const isSilenced = booleanOf(customer["disable_send_email"]) ?? false;
  return { reminders: isWanted && !isSilenced, receipts: !isSilenced };
}
