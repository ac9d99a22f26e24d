-- FastCheckout orders. Alone in its file: a value cannot be used in the transaction that adds it.
-- Locks: none that anybody waits for.

alter type order_type add value 'checkout';
