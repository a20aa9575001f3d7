/* clean_junk.c */
#include "html/clean_rules.h"
void clean_hidden(struct clean *c) { (void)c; }
