"""The trail of a record as it is kept: begun, followed, held against its heads, told of files that
leave. None of it is an act, so nobody is asked for a right."""
