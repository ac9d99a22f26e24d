import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { choice, nullable, nullableText, successOf, time, transactionIdMember } from "./members.ts";
import type { Operation } from "./operation.ts";
import { directId, numbers, sent } from "./order-examples.ts";
import { pager } from "./transaction-operations.ts";

const notification = Type.Object(
  {
    id: Type.Integer({ description: "Names the attempt; a later one has a higher number." }),
    order_id: Type.String(),
    transaction_id: transactionIdMember("Of the order."),
    site_id: Type.Integer(),
    status: Type.String({ description: "Of the order, as the shop was told." }),
    financial_status: Type.String(),
    attempt: Type.Integer({ description: "1 to 4; a change of the order begins at 1 again." }),
    method: choice(["GET", "POST"], "How the shop was called."),
    url: Type.String({ description: "Without its query, which may hold secrets of the shop." }),
    created: time("When the call began."),
    duration_ms: Type.Integer({ description: "Until the answer was read, or given up." }),
    http_status: nullable(Type.Integer(), "Of the answer; null where none came."),
    result: choice(
      [
        "acknowledged",
        "not-acknowledged",
        "timeout",
        "connection",
        "refused-address",
        "bad-url",
        "held-back",
        "withheld",
      ],
      `What came of it. refused-address and bad-url: such addresses are not called. held-back: given up after a day in
which the shop's host answered nobody. withheld: the sandbox was told never to call.`,
    ),
    acknowledged: Type.Boolean(),
    next_attempt: nullableText(
      "When it is tried again, if the order does not change before; null: not again.",
    ),
  },
  { title: "Notification" },
);

const told: JsonObject = {
  id: 1,
  order_id: directId,
  transaction_id: numbers.payment,
  site_id: 1,
  status: "completed",
  financial_status: "completed",
  attempt: 1,
  method: "POST",
  url: "https://shop.example.com/notify",
  created: "2026-01-28T09:01:07",
  duration_ms: 84,
  http_status: 200,
  result: "acknowledged",
  acknowledged: true,
  next_attempt: null,
};

export const notificationOperations: readonly Operation[] = [
  {
    id: "listNotifications",
    family: "Notifications",
    method: "GET",
    path: "/notifications",
    summary: "List notifications",
    description: `Every call that told a shop of an order, the latest first: when, what state, what came of it. Kept for 30 days.
What the shop answered is not kept.

A call that the shop does not acknowledge is repeated after 15 minutes, three times. A host that does not answer at all, four
times in a row, is then left alone for 1 minute, later 2, 4, 8 and 15; after each time one call tries whether it is back. What
waits meanwhile loses no attempt and is sent as soon as the host answers; after a day it is given up.`,
    parameters: [
      {
        name: "order_id",
        in: "query",
        schema: Type.String({ maxLength: 200, description: "Only of this order." }),
      },
      {
        name: "site_id",
        in: "query",
        schema: Type.Integer({
          minimum: 1,
          description: "Only of this site. Default: all that the key reads.",
        }),
      },
      {
        name: "limit",
        in: "query",
        schema: Type.Integer({ minimum: 1, maximum: 1_000, description: "Lines of a page. Default 100." }),
      },
      { name: "after", in: "query", schema: Type.String({ description: "Cursor: the page behind it." }) },
      { name: "before", in: "query", schema: Type.String({ description: "Cursor: the page ahead of it." }) },
    ],
    answer: Type.Object({ success: Type.Literal(true), data: Type.Array(notification), pager }),
    forbidden: "site_id is no site of the key",
    errorStyle: "newer",
    refusals: [],
    examples: [
      {
        name: "order",
        summary: "What was told of an order",
        parameters: { order_id: directId },
        answer: {
          success: true,
          data: [told],
          pager: { after: null, before: null, cursor: { after: null, before: null }, limit: 100 },
        },
      },
    ],
  },
  {
    id: "resendNotification",
    family: "Notifications",
    method: "POST",
    path: "/notifications/{id}/resend",
    summary: "Send a notification again",
    description: `Tells the shop of the order again: as it is now, not as it was then. It is tried four times like any other, also
where all attempts were used up, and never runs beside another call for the same order. A host that is left alone is tried at
once. At most five times within a quarter of an hour for one order; then 429.`,
    parameters: [
      {
        name: "id",
        in: "path",
        schema: Type.Integer({ minimum: 1, description: "Any attempt of the order in the list." }),
      },
    ],
    answer: successOf(
      Type.Object({ order_id: Type.String(), transaction_id: transactionIdMember("Of the order.") }),
    ),
    errorStyle: "newer",
    refusals: [],
    examples: [
      {
        name: "again",
        summary: "The order is told again",
        parameters: { id: "1" },
        answer: sent({ order_id: directId, transaction_id: numbers.payment }),
      },
    ],
  },
];
