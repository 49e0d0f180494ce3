/*
 * The rows, for the look-ups beside them.
 */
#ifndef COMMAND_TABLE_H
#define COMMAND_TABLE_H

#include "senplan/app/command.h"

extern const struct sp_command_info sp_command_table[SP_COMMAND_COUNT]; /* row 0 (the screen) is empty */
extern const struct sp_option_info sp_option_table[SP_OPTION_FIELD_FIRST];
extern const struct sp_option_info sp_field_table[SP_OPTION_COUNT - SP_OPTION_FIELD_FIRST];

/* Is the option a field of what the command keeps, with any of its words? */
bool sp_command_has_field(enum sp_command command, enum sp_option option);

#endif
