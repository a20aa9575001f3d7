# designconv - a web feed becomes a book. `make demo` and `make check` are the two commands.
#   make [CC=clang] [SAN=1] [SHARED=1] [FONTS=system]  build/designconv
#   make demo                                       installs what is missing, converts the sample
#   make check [SAN=1] [OFFLINE=1] [QUICK=1]        every test; check-all: every judge on every book
#   make install, uninstall [PREFIX=] [DESTDIR=]    make bench, fuzz [SECONDS=], clean
-include config.mk
PREFIX ?= /usr/local
CC ?= cc
OPT ?= -O2 -g
B = build$(if $(SAN),/san)$(if $(FUZZ),/fuzz)$(if $(SHARED),/shared)$(if $(findstring clang,$(CC)),/clang)

PKGS := $(shell tests/packages.sh pkgs build)
CPPFLAGS += -D_GNU_SOURCE -Isrc $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wconversion -Werror=switch
SANITISE = $(if $(SAN)$(FUZZ),-fsanitize=address$(comma)undefined -fno-sanitize-recover=undefined)
CFLAGS += -std=c11 $(OPT) $(WARN) -pthread $(SANITISE) $(if $(FUZZ),-fsanitize=fuzzer-no-link)
comma = ,

SRC = $(sort $(wildcard src/*.c src/*/*.c src/*/*/*.c))
OBJ = $(patsubst src/%.c,$(B)/%.o,$(filter-out src/libexec/%,$(SRC))) $(B)/style_assets.o $(B)/type_assets.o
LIB = $(B)/designconv.a
UNIT = $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/*_test.c))
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

# Files compiled in, each under folder/name (base/asset.h). FONTS=system: faces come from fontconfig.
style_assets = $(sort $(wildcard styles/*.css))
TTF = /usr/share/fonts/truetype
FONT_FILES = $(foreach s,Regular Italic Bold BoldItalic,\
	$(TTF)/charis/CharisSIL-$s.ttf $(TTF)/jetbrains-mono/JetBrainsMono-$s.ttf) \
	$(foreach s,Regular Italic SemiBold SemiBoldItalic,/usr/share/fonts/opentype/inter/Inter-$s.otf)
type_assets = /usr/share/hyphen/hyph_en_US.dic $(if $(filter system,$(FONTS)),,$(FONT_FILES))
FACES = $(if $(filter system,$(FONTS)),,fonts-sil-charis fonts-inter fonts-jetbrains-mono) # whose notices are installed

# What decodes pictures is a program of its own, started only when a book needs it.
HELPERS = $(B)/libexec/image
HELPER_PKGS = $(shell tests/packages.sh pkgs helper)

all: $(B)/designconv $(HELPERS)

include src/modules.mk

$(B)/libexec/image: $(wildcard src/libexec/image*.[ch] src/image/*.h) $(patsubst %,$(B)/%.o,image/sniff image/svg_size image/form base/arena base/buf base/str base/utf8) | $(B)/packages
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(shell pkg-config --cflags $(HELPER_PKGS)) $(LDFLAGS) -o $@ $(filter %.c %.o,$^) $(shell pkg-config --libs $(HELPER_PKGS)) -lgif -lm

compile: $(OBJ)
tests: $(B)/designconv $(HELPERS) $(UNIT) $(FUZZERS:%=$(B)/replay/%) $(patsubst %,$(B)/h5serve,$(wildcard tests/html5/h5serve.c))

$(LIB): $(filter-out $(B)/main.o,$(OBJ))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: src/%.c Makefile | $(B)/packages
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What --version names, as pkg-config has it.
LIBRARIES = $(shell for p in $(filter-out harfbuzz-subset,$(PKGS)); do echo "$$p $$(pkg-config --modversion $$p)," | sed 's/^libxml-2.0/libxml2/; s/-uc / /'; done) \
	libharu $(shell sed -n 's/.*HPDF_VERSION_TEXT *"\(.*\)"/\1,/p' /usr/include/hpdf_version.h) #
$(B)/cli/help.o: CPPFLAGS += -DLIBRARIES='"$(LIBRARIES)"'

# Says which Debian package is missing before the compiler trips over it.
$(B)/packages: tests/packages.txt
	@tests/packages.sh need build helper
	@mkdir -p $(@D); touch $@

$(B)/style_assets.c $(B)/type_assets.c: FORCE | $(B)/packages
	@mkdir -p $(@D)
	@src/base/embed.sh $(basename $(@F)) $($(basename $(@F))) >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
$(B)/style_assets.o: $(style_assets)
$(B)/type_assets.o: $(type_assets)
$(B)/style_assets.o $(B)/type_assets.o: %.o: %.c
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# Test programs: one per file, linked with everything but main.
LINK_TEST = @mkdir -p $(@D); $(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c,$^) \
	-Wl,-u,module_typesetter,-u,module_zip $(LIB) $(LDLIBS) $(LDLIBS_typesetter) $(LDLIBS_zip)
$(B)/unit/%: tests/unit/%.c $(LIB)
	$(LINK_TEST)
# The HTML parser alone, behind its test protocol.
PARSER = $(filter $(B)/html/parse% $(B)/html/references.o $(B)/html/tags.o $(B)/html/tree.o $(B)/base/%,$(OBJ))
$(B)/h5serve: tests/html5/h5serve.c $(PARSER)
	@mkdir -p $(@D); $(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(PARSER) $(LDLIBS)
$(B)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c $(LIB)
	$(LINK_TEST)
$(B)/libfuzzer/%: tests/fuzz/%.c $(LIB)
	$(LINK_TEST) -fsanitize=fuzzer

# On all cores, unless make was told how many.
PARALLEL = $(MAKE) -s $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
demo:
	@tests/packages.sh install build helper
	+@$(PARALLEL) all
	@mkdir -p build/demo
	@$(B)/designconv -t epub,pdf -o build/demo/ samples/index.xml
	@$(B)/designconv -t text -o build/demo/index.txt samples/index.xml
	@$(B)/designconv -t markdown -o build/demo/notes/ samples/index.xml

check check-all:
	@$(if $(OFFLINE),,tests/packages.sh install build helper test)
	@$(if $(OFFLINE)$(QUICK),,tests/packages.sh install reader $(if $(filter check-all,$@),slow) || true)
	+@$(PARALLEL) tests
	@BUILD=$(B) CC="$(CC)" SAN="$(SAN)" OFFLINE="$(OFFLINE)" QUICK="$(QUICK)" ALL="$(filter check-all,$@)" tests/run.sh $(PARTS)

bench: $(B)/designconv
	@PROGRAM=$(B)/designconv tests/bench/run.sh
	@BUILD=$(B) tests/bench/parsers.sh

# What decodes is not in the archive: its own files and libraries come with this one target.
DECODE = $(B)/replay/fuzz_decode $(B)/libfuzzer/fuzz_decode
$(DECODE): src/libexec/image_pixels.c src/libexec/image_raster.c src/libexec/image_svg.c src/libexec/image_form.c
$(DECODE): private CPPFLAGS += $(shell pkg-config --cflags $(HELPER_PKGS) 2>/dev/null)
$(DECODE): private LDLIBS += $(shell pkg-config --libs $(HELPER_PKGS) 2>/dev/null) -lgif

# Each target for SECONDS on two cores; what crashes is left in build/fuzz.
SECONDS = 60
fuzz:
	@tests/packages.sh install fuzz
	+@$(PARALLEL) CC=clang FUZZ=1 $(FUZZERS:%=build/fuzz/clang/libfuzzer/%)
	@tests/fuzz/run.sh $(SECONDS) $(FUZZERS)

COMPLETIONS = bash-completion/completions/designconv zsh/site-functions/_designconv fish/vendor_completions.d/designconv.fish
install: all
	install -Dm755 $(B)/designconv $(DESTDIR)$(PREFIX)/bin/designconv
	install -Dm755 -t $(DESTDIR)$(PREFIX)/libexec/designconv $(HELPERS) $(MODULES)
	install -Dm644 src/designconv.1 $(DESTDIR)$(PREFIX)/share/man/man1/designconv.1
	install -Dm644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/designconv/LICENSE
	@for f in $(FACES) $(NOTICES); do install -m644 /usr/share/doc/$$f/copyright $(DESTDIR)$(PREFIX)/share/doc/designconv/$$f.copyright || exit 1; done
	@for f in $(COMPLETIONS); do mkdir -p $(DESTDIR)$(PREFIX)/share/$${f%/*} && \
		$(B)/designconv --completion $${f%%[-/]*} >$(DESTDIR)$(PREFIX)/share/$$f || exit 1; done

uninstall:
	rm -rf $(addprefix $(DESTDIR)$(PREFIX)/,bin/designconv share/man/man1/designconv.1 libexec/designconv share/doc/designconv $(COMPLETIONS:%=share/%))

FORCE:

clean:
	rm -rf build

-include $(OBJ:.o=.d) $(UNIT:=.d)
.PHONY: FORCE all compile tests demo check check-all bench fuzz install uninstall clean
.DELETE_ON_ERROR:
.SECONDARY: $(OBJ)
