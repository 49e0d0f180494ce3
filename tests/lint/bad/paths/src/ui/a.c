/*
 * As tests/data/none.txt says.
 */
