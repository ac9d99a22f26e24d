-- A provider may take back its promise also after the shipment, and after refunds of it.
-- Locks: none that anybody waits for.

insert into order_transition values
  ('shipped', 'void'), ('partial_refunded', 'void'), ('refunded', 'void');
