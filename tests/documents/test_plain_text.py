"""The letter as an e-mail shows it without HTML."""

from __future__ import annotations

import pytest

from engine.documents.markdown_text import letter_html
from engine.documents.plain_text import letter_text

LETTER = """# Lēmums \\*1\\*

Pirmā rinda\\
otrā rinda, **svarīgi**.
Turpinājums [likumā](https://likumi.lv/ta/id/323301) vai <sd@example.lv>.

- viens
- divi

  ar otru rindkopu

3. trīs
4. četri
   - iekšā

> citāts

| Mēnesis | Summa |
|---|---|
| oktobris | 1,00 |

---

    kods
"""

TEXT = """Lēmums *1*

Pirmā rinda
otrā rinda, svarīgi. Turpinājums likumā (https://likumi.lv/ta/id/323301) vai sd@example.lv.

- viens

- divi

  ar otru rindkopu

3. trīs
4. četri
  - iekšā

citāts

Mēnesis  Summa
oktobris  1,00

--------------------

kods
"""


def test_a_letter_without_markup_keeps_its_order_and_its_addresses() -> None:
    assert letter_text(LETTER) == TEXT


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>a</script>", "<p>&lt;script&gt;a&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,b)", "<p>[a](data:text/html,b)</p>\n"),
        ("![a](https://b.lv/c)", '<p>!<a href="https://b.lv/c" rel="noopener noreferrer">a</a></p>\n'),
        ("[a](ftp://example.org)", '<p><a rel="noopener noreferrer">a</a></p>\n'),
        ("[a](tel:+37167000000)", '<p><a href="tel:+37167000000" rel="noopener noreferrer">a</a></p>\n'),
        ("|a|\n|:-:|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
    ],
)  # fmt: skip
def test_a_page_carries_only_harmless_tags(markdown: str, html: str) -> None:
    assert letter_html(markdown) == html
