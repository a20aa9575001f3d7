# modules.mk - the program, and the parts of it that a run loads only when it needs them (base/libexec.h).
#
# Linked against all its libraries the program took 2.9 ms and 430 page faults to start and end; with
# what only PDF, covers and EPUB use in modules it took 1.2 ms and 200, with archives for what reads feeds
# 0.6 ms and 120. Tried and not taken: -z now, libstdc++ first (a third of the symbols looked up): no gain. Tests'
# programs are linked with all, shared.

# What reads feeds comes as archives where all of them are there (SHARED=1: never): libxml2.so loads ICU, that
# libstdc++, and to find and bind them all costs a run 1.1 ms of the 5.9 that the reference feed's text
# takes. ICU's data stays in its library (base/icu_data.h). The price: an update of Debian's libxml2 reaches
# the program when it is built again. It is given nothing but what feed/text.c writes: XML that cannot be
# wrong, without DTD or entities.
ARCHIVES = xml2 icuuc lzma z deflate stdc++
READER := $(if $(SHARED)$(SAN)$(FUZZ),,$(filter /%,$(foreach a,$(ARCHIVES),$(shell $(CC) -print-file-name=lib$a.a))))
ifneq ($(words $(READER)),$(words $(ARCHIVES)))
READER :=
endif
NOTICES = $(if $(READER),libxml2-dev libicu-dev libdeflate-dev) # what is in the program, by Debian's names

MODULES = $(B)/libexec/typesetter.so $(B)/libexec/zip.so $(if $(READER),$(B)/libexec/icudata.so)
all tests: $(MODULES)

LATE = harfbuzz harfbuzz-subset fribidi fontconfig
LDFLAGS += -Wl,-O1,--as-needed,--hash-style=gnu,-z,pack-relative-relocs
LDLIBS += $(shell pkg-config --libs $(filter-out $(LATE) libzip,$(PKGS)) 2>/dev/null) -lm -pthread
LDLIBS_program = $(if $(READER),$(READER) -lm -pthread -static-libgcc,$(LDLIBS))
LDLIBS_icudata = -licudata
LDLIBS_typesetter = $(shell pkg-config --libs $(LATE) 2>/dev/null) -lhpdf -lhyphen -lm
LDLIBS_zip = $(shell pkg-config --libs libzip 2>/dev/null)

OBJ_typesetter = $(filter-out %/format.o,$(filter $(addprefix $(B)/,backend/typesetter.o backend/pdf/% cover/% font/% \
	layout/bidi.o layout/breaks.o layout/fill.o layout/hyphen% type_assets.o),$(OBJ)))
OBJ_zip = $(B)/output/zip_file.o
OBJ_icudata = $(B)/base/icu_module.o
OBJ_late = $(OBJ_typesetter) $(OBJ_zip) $(OBJ_icudata)

$(B)/designconv: $(filter-out $(OBJ_late) $(if $(READER),,$(B)/base/icu_empty.o),$(OBJ)) $(B)/exports
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--dynamic-list=$(B)/exports -o $@ $(filter %.o,$^) $(LDLIBS_program)

# What else a module needs it takes from the program, which shows that and nothing more.
$(OBJ_late): src/modules.mk
$(OBJ_late): CFLAGS += -fPIC -fvisibility=hidden
$(B)/libexec/typesetter.so: $(OBJ_typesetter)
$(B)/libexec/zip.so: $(OBJ_zip)
$(B)/libexec/icudata.so: $(OBJ_icudata)
$(MODULES):
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ $^ $(LDLIBS_$(basename $(@F)))
$(B)/exports: $(filter-out %/icudata.so,$(MODULES))
	@(echo {; nm -DuP $^ | awk '/ [Uw]/ { sub("@.*", "", $$1); print $$1 ";" }'; echo '};') >$@

# Program and modules know each other by all that their headers say.
HEADERS = $(sort $(wildcard src/*/*.h src/*/*/*.h))
MARKED = $(B)/base/libexec.o $(B)/backend/typesetter.o $(OBJ_zip) $(OBJ_icudata)
$(MARKED): CPPFLAGS += -DMODULE_MARK='"$(shell cat $(HEADERS) | cksum)"'
$(MARKED): $(HEADERS)
