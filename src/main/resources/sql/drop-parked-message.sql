-- Gives a message up. The task's next change tries again.
UPDATE parked_message
SET state = 'dropped'
WHERE id = :#id AND state = 'parked'
