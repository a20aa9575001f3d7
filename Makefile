# designconv - a web feed becomes a book. `make demo` and `make check` are the two commands.
-include config.mk
PREFIX ?= /usr/local
CC ?= cc
OPT ?= -O2 -g
B = build$(if $(SAN),/san)$(if $(filter clang,$(CC)),/clang)

PKGS = libxml-2.0 libzip harfbuzz harfbuzz-subset icu-uc fribidi fontconfig libdeflate zlib
CPPFLAGS += -D_GNU_SOURCE -Isrc -I$(B) $(shell pkg-config --cflags $(PKGS))
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wconversion -Werror=switch
CFLAGS += -std=c11 $(OPT) $(WARN) -pthread $(if $(SAN),-fsanitize=address$(,)undefined -fno-sanitize-recover=undefined)
LDLIBS += $(shell pkg-config --libs $(PKGS)) -lhpdf -lhyphen -lm -pthread
, = ,

SRC = $(sort $(wildcard src/*.c src/*/*.c src/*/*/*.c))
OBJ = $(patsubst src/%.c,$(B)/%.o,$(filter-out src/libexec/%,$(SRC)))

all: $(B)/designconv
compile: $(OBJ)

$(B)/designconv: $(OBJ)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJ) $(LDLIBS)

$(B)/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/unit/%: tests/unit/%.c $(OBJ)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests/unit $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(filter-out $(B)/main.o,$(OBJ)) $(LDLIBS)

clean:
	rm -rf build

-include $(OBJ:.o=.d)
.PHONY: all compile clean
.DELETE_ON_ERROR:
