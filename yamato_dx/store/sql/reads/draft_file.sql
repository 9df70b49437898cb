-- One row, or none: the bytes whose hash is $sha256, as kept with draft $draft_key.
SELECT bytes FROM draft_file WHERE draft_key = $draft_key AND sha256 = $sha256
