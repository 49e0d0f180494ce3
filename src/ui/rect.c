/*
 * Layout is arithmetic on rectangles: parts are cut off a rectangle until every part of the screen has its own.
 * Sizes may be anything, also zero or negative on a tiny terminal: the results are then empty, never wrong.
 */
#include "senplan/ui/surface.h"

#include <assert.h>

bool
sp_rect_is_empty(struct sp_rect rect)
{
	return rect.width <= 0 || rect.height <= 0;
}

bool
sp_rect_holds(struct sp_rect rect, int x, int y)
{
	return x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height;
}

struct sp_rect
sp_rect_intersect(struct sp_rect a, struct sp_rect b)
{
	int left = a.x > b.x ? a.x : b.x;
	int top = a.y > b.y ? a.y : b.y;
	int right = a.x + a.width < b.x + b.width ? a.x + a.width : b.x + b.width;
	int bottom = a.y + a.height < b.y + b.height ? a.y + a.height : b.y + b.height;

	if (right <= left || bottom <= top)
		return (struct sp_rect){left, top, 0, 0};
	return (struct sp_rect){left, top, right - left, bottom - top};
}

static int
clamp_part(int part, int whole)
{
	if (whole < 0)
		whole = 0;
	return part < 0 ? 0 : part > whole ? whole : part;
}

struct sp_rect
sp_rect_take_top(struct sp_rect *rect, int height)
{
	struct sp_rect part = *rect;

	part.height = clamp_part(height, rect->height);
	rect->y += part.height;
	rect->height -= part.height;
	return part;
}

struct sp_rect
sp_rect_take_bottom(struct sp_rect *rect, int height)
{
	struct sp_rect part = *rect;

	part.height = clamp_part(height, rect->height);
	part.y = rect->y + rect->height - part.height;
	rect->height -= part.height;
	return part;
}

struct sp_rect
sp_rect_take_left(struct sp_rect *rect, int width)
{
	struct sp_rect part = *rect;

	part.width = clamp_part(width, rect->width);
	rect->x += part.width;
	rect->width -= part.width;
	return part;
}

struct sp_rect
sp_rect_take_right(struct sp_rect *rect, int width)
{
	struct sp_rect part = *rect;

	part.width = clamp_part(width, rect->width);
	part.x = rect->x + rect->width - part.width;
	rect->width -= part.width;
	return part;
}

struct sp_rect
sp_rect_centre(struct sp_rect outer, int width, int height)
{
	width = clamp_part(width, outer.width);
	height = clamp_part(height, outer.height);
	return (struct sp_rect){outer.x + (outer.width - width) / 2, outer.y + (outer.height - height) / 2,
				width, height};
}

struct sp_rect
sp_rect_column(struct sp_rect rect, int i, int n)
{
	int base;
	int odd;

	assert(n > 0 && i >= 0 && i < n);
	if (rect.width < 0)
		rect.width = 0;
	base = rect.width / n;
	odd = rect.width % n;
	rect.x += i * base + (i < odd ? i : odd);
	rect.width = base + (i < odd ? 1 : 0);
	return rect;
}

int
sp_scroll(int top, int at, int shown, int n)
{
	if (shown < 1)
		shown = 1;
	if (at < top)
		top = at;
	if (at >= top + shown)
		top = at - shown + 1;
	if (top > n - shown)
		top = n - shown;
	return top < 0 ? 0 : top;
}
