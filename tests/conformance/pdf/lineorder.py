"""lineorder.py: in which order a line shows the letters of a text (UAX #9, without embeddings and isolates).

A page of Arabic or Hebrew is drawn from left to right, so that its letters come from the file in the reverse of reading
order, figures and Latin words not. Only letters and figures are looked at: what stands between them matters for their
order alone. A ligature of lam and alef tells its two letters in reading order wherever it stands, so that runs of the two
are compared as bags."""
import re
import unicodedata

LAM_ALEF = re.compile('[\u0644\u0622\u0623\u0625\u0627]{2,}')
STRONG = {'L': 'L', 'R': 'R', 'AL': 'R'}


def is_rtl(text):
    return any(unicodedata.bidirectional(c) in ('R', 'AL', 'AN') for c in text)


def letters(text):
    return re.sub(r'\W+', '', unicodedata.normalize('NFKC', text))


def kinds(text):
    """L, R, N (a number) or '' by character: the weak types resolved (W1 to W7)."""
    types, strong, out = [unicodedata.bidirectional(c) for c in text], '', []
    for i, t in enumerate(types):
        if t == 'NSM':
            out.append(out[-1] if out else '')
            continue
        if t in ('CS', 'ES') and 0 < i < len(types) - 1 and {types[i - 1], types[i + 1]} <= {'EN', 'AN'}:
            out.append(out[-1])                                  # 12.5
            continue
        strong = STRONG.get(t, strong)
        out.append(STRONG.get(t, ('L' if t == 'EN' and strong == 'L' else 'N') if t in ('EN', 'AN') else ''))
    return out


def levels(text, rtl):
    """The embedding level of each character in a paragraph that runs so (N1, N2, I1, I2)."""
    found, base = kinds(text), 'R' if rtl else 'L'

    def side(steps):
        return next(('R' if found[i] == 'N' else found[i] for i in steps if found[i]), base)
    for i in [i for i, k in enumerate(found) if not k]:
        before, after = side(range(i - 1, -1, -1)), side(range(i + 1, len(found)))
        found[i] = before if before == after else base
    level = {'R': 1, 'L': 2, 'N': 2} if rtl else {'L': 0, 'R': 1, 'N': 2}
    return [level[k] for k in found]


def shown(pairs):
    """The characters of one line [(character, level)] from left to right (L2)."""
    for least in (2, 1):
        out, run = [], []
        for pair in pairs + [None]:
            if pair and pair[1] >= least:
                run.append(pair)
                continue
            out += run[::-1] + ([pair] if pair else [])
            run = []
        pairs = out
    return ''.join(c for c, _ in pairs)


def same_line(a, b):
    def bags(text):
        return LAM_ALEF.sub(lambda run: ''.join(sorted(run.group())), text)
    return bags(a) == bags(b)


def shows(lines, text):
    """Whether the lines, each as drawn from left to right, show the text and all of it, whichever way its paragraph runs."""
    text, lines = unicodedata.normalize('NFKC', text), [letters(line) for line in lines]
    for rtl in (False, True):
        pairs = [(c, level) for c, level in zip(text, levels(text, rtl)) if re.match(r'\w', c)]
        if len(pairs) != sum(map(len, lines)):
            return False
        at, good = 0, True
        for line in lines:
            good = good and same_line(shown(pairs[at:at + len(line)]), line)
            at += len(line)
        if good:
            return True
    return False


def main():
    title, mixed = 'בא Linux 6.1 שלום', 'English with שלום עולם inside'
    right = [(['םולש Linux 6.1 אב'], title), (['Linux 6.1 אב', 'םולש'], title), (['English with םלוע םולש inside'], mixed)]
    wrong = [(['שלום Linux 6.1 אב'], title), (['םולש Linux 6.1'], title), (['םולש 6.1 Linux אב'], title), (['םולש', 'Linux 6.1 אב'], title),
             (['English with םולש םלוע inside'], mixed)]
    return not all(shows(*case) for case in right) or any(shows(*case) for case in wrong)


if __name__ == '__main__':
    raise SystemExit(main())
