-- It stands in the outbox or the inbox now. Was it refused again meanwhile, it is parked again and stays so.
UPDATE parked_message
SET state = 'done'
WHERE id = :#id AND state = 'retry'
