-- Numbers the transactions that change the task list; an outbox row's revision is the number of its last change, so that
-- no number ever comes again, not even for a row that was taken out and put back.
INSERT INTO counter (name, value) VALUES ('change', 0);
