-- Gives a message up, one that was to be sent again included. The task's next change tries again.
UPDATE parked_message
SET state = 'dropped'
WHERE id = :#id AND state IN ('parked', 'retry')
