static const struct sp_action actions[] = {
	/* name, keys, label, help, where, rank, run */
	{"open", "Enter", "open", "Show the block", W, 1, sp_act_open},
	{"close", "Enter x", "close", "Shut it", V, 2, sp_act_close},
	{"silent", "", "silent", "A thing that no key does", LISTS, 3, sp_act_silent},
	{"export", "e", "export", "Write the report", LISTS, 4, sp_act_export},
	{"enter-list", "Enter", "take", "Take what stands under the cursor", SP_IN_LIST, 4, sp_act_take},
};
