"""outline.py - what an outline cannot say (roundtrip.py --outline): the document that is wanted back, without that.

unsaid(wanted), forget(tree): the tree is one that mdnorm.semantic has made; forget is for what came back, too.
  bulleted or not   In Logseq every block is an item of one list. A list below the paragraph that it follows hangs there and is
                    told by that; one without (right below a heading, a table, another list, at the start) stands among
                    paragraphs, which are bulleted as well, so its items come back as those. Numbered items say so. A list
                    that an outline cannot hold (one in it counts oddly or is not the end of its item) is HTML and stays one.
  aligned columns   mldoc reads ":-:" and forgets it ("TODO: markdown add alignment support", lib/syntax/table.ml); it is written."""


def unsaid(wanted):
    out, before = [], None
    for k in wanted.kids:
        if is_element(k, 'ul') and before != 'p' and fits(k):
            for item in k.kids:
                out.extend(item.kids)
        else:
            out.append(k)
        before = None if isinstance(k, str) else k.tag
    wanted.kids = out
    return forget(wanted)


def forget(tree):
    for k in tree.kids:
        if not isinstance(k, str):
            if k.tag == 'td':
                k.attrs.pop('align', None)
            forget(k)
    return tree


def is_element(k, *tags):
    return not isinstance(k, str) and k.tag in tags


def fits(items):
    for item in items.kids:
        for i, k in enumerate(item.kids):
            if is_element(k, 'ul', 'ol') and (i + 1 < len(item.kids) or 'start' in k.attrs or not fits(k)):
                return False
    return True
