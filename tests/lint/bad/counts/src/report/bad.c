/* A count before a noun that is always plural. */
void
bad(int n)
{
	say("%d pupils have a date", n);
	say("%zu school weeks are left", n);
	say("%d pupil%s, at most %d rows", n, sp_plural(n, "", "s"), n);
	say("%zu chains begin with it", n);
}
