"""Text as it is stored: cleaned once on import, with a title and a portable source.

Cleaning changes only what databases and terminals cannot hold or what would make line
ends differ between machines. It does not normalise: training data must match its
source.
"""

from __future__ import annotations

import re
from typing import Final

from annotate.text.graphemes import floor_boundary
from annotate.text.segments import sentence_at

__all__ = ["clean", "clean_title", "guess_title", "portable_source"]

BOM: Final = "\ufeff"
TITLE_LENGTH: Final = 120
UNTITLED: Final = "Untitled"

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_BREAKS = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\\s]+")
_ADDRESS = re.compile(r"\b(?:https?|ftp)://\S+|\bwww\.\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
_CREDIT = re.compile(
    r"""
      (?:photos?|photograph|picture|image|video|credits?|source|copyright)\b(?:\s+credit)?\s*[:/|].*
    | (?:©|\(c\)).*
    | (?:by|from)\s+[A-Z][\w.'’-]*(?:\s+(?:and|[A-Z][\w.'’-]*))*(?:,.*|\s*\|.*)?
    | [^\s/][^/]*(?:/[^\s/][^/]*)+                         # Name/Agency/File
    | (?:published|updated|posted|last\ updated)\b[:\s].*\d.*
    | (?:AFP|AP|Reuters|Associated\ Press|Agence\ France-Presse)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|from)\s", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def clean(text: str) -> str:
    """The text with LF line ends and without BOM, NUL and surrogates.

    CRLF and CR become LF, a BOM at the start goes, NUL and each surrogate code point
    become U+FFFD. Everything else stays. Cleaning twice is cleaning once.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.lstrip(BOM)
    # The search takes longer than all else.
    if text.isascii() and "\0" not in text:
        return text
    return _UNSTORABLE.sub("\ufffd", text)


def clean_title(text: str) -> str:
    """The title on one line: cleaned, every run of white space and controls a blank.

    Empty when nothing is left. Cleaning twice is cleaning once.
    """
    return _BREAKS.sub(" ", clean(text)).strip(f" {BOM}")


def portable_source(source: str) -> str:
    """The source without the folders of a machine.

    An address or a relative path stays, with forward slashes; an absolute path or one
    that climbs out of its folder becomes the bare file name. `file://` addresses count
    as paths.
    """
    source = clean(source)
    if source.lower().startswith("file://"):
        source = source[7:]
    elif _SCHEME.match(source):
        return source
    drive = _DRIVE.match(source)
    path = source.replace("\\", "/") if drive or source.startswith("\\\\") else source
    if drive or path.startswith(("/", "~")) or ".." in path.split("/"):
        return path.rstrip("/").rpartition("/")[2].removeprefix("~")
    return path.removeprefix("./")


def guess_title(text: str) -> str:
    """The first line that is a headline or a sentence, on one line.

    Skips rules, addresses, page banners and bare credits while there is something
    better. A line of more than 120 characters gives its first sentence, cut at a word
    and ended by "…" when that is still too long. "Untitled" when no line has a letter.
    """
    lines = [line for raw in clean(text).split("\n") if (line := _bare(raw))]
    for fits in (_is_headline, _has_letter):
        for line in lines:
            if fits(line):
                # A mark before or behind what was cut off may be a byte order mark.
                return clean_title(_shortened(line)) or UNTITLED
    return UNTITLED


def _bare(line: str) -> str:
    """The line without list, heading and table marks around it."""
    return clean_title(line).lstrip(f"#>*-–—•|=~ {BOM}").rstrip(f"*|=~ {BOM}")


def _has_letter(line: str) -> bool:
    return _LETTER.search(line) is not None


def _is_headline(line: str) -> bool:
    if not _has_letter(line):
        return False
    if _ADDRESS.search(line):
        # A sentence may name an address; a banner is little else.
        rest = _ADDRESS.sub("", line)
        return len(_WORD.findall(rest)) > 8
    if _is_credit(line):
        return False
    return len(_WORD.findall(line)) > 1 or len(_SPACELESS.findall(line)) > 3


def _is_credit(line: str) -> bool:
    found = _CREDIT.fullmatch(line)
    if found is None or len(line) > TITLE_LENGTH or line.endswith((".", "?", "!")):
        return False
    words = _WORD.findall(line)
    if _BYLINE.match(line):
        # Names are capitalised: "By John Smith and Ann Lee", not "By the numbers".
        return all(word[0].isupper() or word == "and" for word in words)
    if "/" in line and ":" not in line:
        return len(words) <= 8 and all(word[0].isupper() for word in words)
    return len(words) <= 12


def _shortened(line: str) -> str:
    if len(line) <= TITLE_LENGTH:
        return line
    first = sentence_at(line, 0)
    if first is not None and first.end <= TITLE_LENGTH:
        return line[: first.end].removesuffix(".")
    cut = TITLE_LENGTH - 1
    blank = line.rfind(" ", TITLE_LENGTH // 2, cut + 1)
    if blank > 0:
        return line[:blank].rstrip(" ,;:–—-") + "…"
    return line[: floor_boundary(line, cut)] + "…"
