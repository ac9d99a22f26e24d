-- A payment through a provider may end as cancelled: Bancontact's app and Trustly call it so.
-- Locks: none that anybody waits for.

insert into order_transition values ('started', 'cancelled');
