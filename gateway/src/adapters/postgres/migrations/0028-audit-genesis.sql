-- Orders from before the audit log: their state today is their first entry. The text is canonical JSON: members in the order
-- of their names, no white space, numbers whole, and no text in it that would have to be escaped.
do $$
declare
  last text := '';
  at timestamptz := date_trunc('milliseconds', clock_timestamp()
    + make_interval(secs => coalesce((select offset_ms / 1000.0 from clock), 0)));
begin
  loop
    with batch as (
      select key from orders where key > last order by key limit 1000
    ),
    bare as (
      select orders.* from orders join batch using (key) where audit_seq = 0 for update of orders
    ),
    written as (
      select key, format(
        '{"actor":"house","at":"%s","change":{"amount":%s,"amount_captured":%s,"amount_refunded":%s,"currency":"%s",'
          '"phase":"%s","settlement":"%s","transaction_id":%s,"version":%s},"event":"order.genesis","seq":1,"stream":"order/%s"}',
        to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        amount, amount_captured, amount_refunded, currency, phase, settlement, transaction_id, version, key
      ) as entry from bare
    ),
    saved as (
      update orders set audit_seq = 1, audit_hash = chained_hash(orders.audit_hash, written.entry)
      from written where orders.key = written.key
      returning orders.key, written.entry, old.audit_hash as previous_hash, orders.audit_hash
    )
    insert into audit_entry (stream, seq, at, actor, event, entry, previous_hash, hash)
    select 'order/' || key, 1, at, 'house', 'order.genesis', entry, previous_hash, audit_hash from saved;
    select max(key) into last from (select key from orders where key > last order by key limit 1000) as batch;
    exit when last is null;
  end loop;
end
$$;
