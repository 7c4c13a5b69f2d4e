-- Marks a message to be sent again; it stays where it is until then.
UPDATE parked_message
SET state = 'retry'
WHERE id = :#id AND state = 'parked'
