int
six(int a, int b, int c, int d, int e, int f)
{
	return a + b + c + d + e + f;
}

int
seven(int a, int b, int c, int d, int e, int (*g)(int, int), const int *h, size_t n_h, struct sp_err *reterr)
{
	return g(a + b + c, d + e + f);
}

int
deep(int a)
{
	if (a > 0)
		if (a > 1)
			if (a > 2)
				if (a > 3)
					if (a > 4)
						return 1;
	return 0;
}

int
long_one(int a)
{
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	a++;
	return a;
}
