-- Forgets files taken in long ago; createdAt is written by camel-sql as the driver writes a timestamp.
DELETE FROM CAMEL_MESSAGEPROCESSED
WHERE (processorName, messageId) IN (
  SELECT processorName, messageId
  FROM CAMEL_MESSAGEPROCESSED
  WHERE createdAt < :#filesBefore
  LIMIT 1000
)
