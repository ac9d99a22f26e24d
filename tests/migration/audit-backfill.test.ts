import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertWhole, stepsOf } from "../support/audit.ts";
import { assertAccepted } from "../support/expectations.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: orders from before the audit log begin it with their state of today. Method: orders, then the database as it was
// before that migration, with more orders than one batch holds, then a gateway that migrates it.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

test("every order of before has a first entry with its state, and goes on from there", async () => {
  const [paid, open] = [newOrderId(), newOrderId()];
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: paid })));
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: open })));
  await world.sql(`
    drop table audit_entry, audit_head, audit_checkpoint, audit_checkpoint_head;
    drop function audit_boundary, refuse_audit_change, chained_hash;
    alter table orders drop column audit_seq, drop column audit_hash;
    drop domain sha256_hash, entry_number;
    delete from migration where name like '%-audit%';
    insert into orders select copy.* from orders, generate_series(1, 2100) as n, jsonb_populate_record(orders,
      jsonb_build_object('key', 'ord_' || md5('copy ' || n), 'order_id', 'copy-' || n,
        'transaction_id', orders.transaction_id + 1000 + n, 'session_token', md5('session ' || n) || 'abc')
    ) as copy where orders.order_id = '${open}';
  `);
  await world.restartGateway();
  assert.deepEqual(await stepsOf(world, paid), ["house order.genesis completed"]);
  assertAccepted(await api("POST", `/orders/${paid}/refunds`, { currency: "EUR", amount: 100 }));
  assert.deepEqual(await stepsOf(world, paid), [
    "house order.genesis completed",
    "key order.changed partial_refunded",
  ]);
  assert.match(await assertWhole(world), / 2102 orders,/);
});
