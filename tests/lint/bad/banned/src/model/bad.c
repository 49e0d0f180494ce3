void
bad(char *to, const char *from)
{
	strcpy(to, from);
	printf("%d\n", atoi(from));
	time(NULL);
	edit->time(3);
	/* strcat(to, from) in a comment and "gets(x)" in a string are nothing */
	say("system(x)");
	exit(1);
}
