-- One row per standing report that brought the bytes whose hash is $sha256, newest first.
SELECT batch_id
FROM batch
WHERE
    sha256 = $sha256
    AND batch_id NOT IN (SELECT batch_id FROM batch_event WHERE event IN ('withdrawn', 'returned'))
ORDER BY revision DESC
