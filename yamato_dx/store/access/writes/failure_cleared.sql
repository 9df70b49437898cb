-- One row: the subject failed no more.
DELETE FROM failure WHERE subject = :subject
