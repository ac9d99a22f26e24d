/** What the shop wants mailed for an order; read once, when the order is made. */
export interface MailWishes {
  /** Reminders of an unfinished payment (contract, orders.md §1, `second_chance`). */
  readonly reminders: boolean;
  /** False where the shop asked that this shopper gets no mail at all (`customer.disable_send_email`). */
  readonly receipts: boolean;
}
