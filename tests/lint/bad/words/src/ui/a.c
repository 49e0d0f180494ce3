/*
 * A view.
 */
/* TODO: the rest */
/* returns the same value for now */
