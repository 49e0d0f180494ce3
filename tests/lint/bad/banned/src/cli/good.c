void
good(void)
{
	printf("a line\n");
}
