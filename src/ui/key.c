/*
 * Names of keys, as they stand in the key table, the footer and the help.
 */
#include "senplan/base/array.h"
#include "senplan/base/str.h"
#include "senplan/base/utf8.h"
#include "senplan/ui/event.h"

#include <assert.h>
#include <stdio.h>

static const struct {
	const char *name;
	sp_key key;
} key_names[] = {
	{"Enter", SP_KEY_ENTER},    {"Esc", SP_KEY_ESCAPE},
	{"Tab", SP_KEY_TAB},	    {"S-Tab", SP_KEY_BACKTAB},
	{"Bksp", SP_KEY_BACKSPACE}, {"Del", SP_KEY_DELETE},
	{"Ins", SP_KEY_INSERT},	    {"Up", SP_KEY_UP},
	{"Down", SP_KEY_DOWN},	    {"Left", SP_KEY_LEFT},
	{"Right", SP_KEY_RIGHT},    {"Home", SP_KEY_HOME},
	{"End", SP_KEY_END},	    {"PgUp", SP_KEY_PAGE_UP},
	{"PgDn", SP_KEY_PAGE_DOWN}, {"Space", ' '},
};

sp_key
sp_key_parse(const char *name)
{
	sp_key modifiers = 0;
	long f;

	for (int i = 0; i < 2; i++) {
		if (sp_starts_with(name, "C-") && name[2] != '\0') {
			modifiers |= SP_KEY_CTRL;
			name += 2;
		} else if (sp_starts_with(name, "M-") && name[2] != '\0') {
			modifiers |= SP_KEY_ALT;
			name += 2;
		}
	}
	for (size_t i = 0; i < SP_COUNT(key_names); i++)
		if (sp_streq(name, key_names[i].name))
			return key_names[i].key | modifiers;
	if (name[0] == 'F' && name[1] != '\0' && sp_parse_int(name + 1, 1, 12, &f))
		return (SP_KEY_F1 + (sp_key)(f - 1)) | modifiers;
	if (name[0] != '\0') {
		uint32_t code = sp_utf8_next(&name);

		if (*name == '\0')
			return code | modifiers;
	}
	return SP_KEY_NONE;
}

const char *
sp_key_format(sp_key key, char *buf)
{
	sp_key plain = key & ~(sp_key)(SP_KEY_CTRL | SP_KEY_ALT);
	const char *ctrl = (key & SP_KEY_CTRL) != 0 ? "C-" : "";
	const char *alt = (key & SP_KEY_ALT) != 0 ? "M-" : "";
	char code[8] = "?";
	const char *name = NULL;

	for (size_t i = 0; i < SP_COUNT(key_names); i++)
		if (key_names[i].key == plain)
			name = key_names[i].name;
	if (name == NULL && plain >= SP_KEY_F1 && plain <= SP_KEY_F12) {
		snprintf(code, sizeof(code), "F%d", (int)(plain - SP_KEY_F1) + 1);
		name = code;
	}
	if (name == NULL && plain > ' ' && plain < 0x110000) {
		sp_utf8_put(code, plain);
		name = code;
	}
	snprintf(buf, SP_KEY_TEXT, "%s%s%s", ctrl, alt, name != NULL ? name : "?");
	assert(buf[0] != '\0');
	return buf;
}
