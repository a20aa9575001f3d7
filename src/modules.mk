# modules.mk - the program, and the parts of it that a run loads only when it needs them (base/libexec.h).
#
# Linked against all its libraries the program took 2.9 ms and 430 page faults to start and end; with
# what only PDF, covers and EPUB use in modules it takes 1.2 ms and 200. Tried and not taken: -z now (no
# gain), libxml2, ICU and libstdc++ as static archives (1.1 ms less of the 5.9 that the reference feed's
# text takes; but 34 MB more, since ICU's data comes along, and Debian's security updates would not reach
# the parser of hostile feeds), libstdc++ first (a third of the symbols looked up, no gain). Tests' programs are linked with all.
MODULES = $(B)/libexec/typesetter.so $(B)/libexec/zip.so
all tests: $(MODULES)

LATE = harfbuzz harfbuzz-subset fribidi fontconfig
LDFLAGS += -Wl,-O1,--as-needed,--hash-style=gnu,-z,pack-relative-relocs
LDLIBS += $(shell pkg-config --libs $(filter-out $(LATE) libzip,$(PKGS)) 2>/dev/null) -lm -pthread
LDLIBS_typesetter = $(shell pkg-config --libs $(LATE) 2>/dev/null) -lhpdf -lhyphen -lm
LDLIBS_zip = $(shell pkg-config --libs libzip 2>/dev/null)

OBJ_typesetter = $(filter-out %/format.o,$(filter $(addprefix $(B)/,backend/typesetter.o backend/pdf/% cover/% font/% \
	layout/bidi.o layout/breaks.o layout/fill.o layout/hyphen% type_assets.o),$(OBJ)))
OBJ_zip = $(B)/output/zip_file.o

$(B)/designconv: $(filter-out $(OBJ_typesetter) $(OBJ_zip),$(OBJ)) $(B)/exports
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--dynamic-list=$(B)/exports -o $@ $(filter %.o,$^) $(LDLIBS)

# What else a module needs it takes from the program, which shows that and nothing more.
$(OBJ_typesetter) $(OBJ_zip): src/modules.mk
$(OBJ_typesetter) $(OBJ_zip): CFLAGS += -fPIC -fvisibility=hidden
$(B)/libexec/typesetter.so: $(OBJ_typesetter)
$(B)/libexec/zip.so: $(OBJ_zip)
$(MODULES):
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ $^ $(LDLIBS_$(basename $(@F)))
$(B)/exports: $(MODULES)
	@(echo {; nm -DuP $^ | awk '/ [Uw]/ { sub("@.*", "", $$1); print $$1 ";" }'; echo '};') >$@

# Program and modules know each other by all that their headers say.
HEADERS = $(sort $(wildcard src/*/*.h src/*/*/*.h))
MARKED = $(B)/base/libexec.o $(B)/backend/typesetter.o $(OBJ_zip)
$(MARKED): CPPFLAGS += -DMODULE_MARK='"$(shell cat $(HEADERS) | cksum)"'
$(MARKED): $(HEADERS)
