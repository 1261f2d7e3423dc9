"""Web pages to documents."""

from __future__ import annotations

import pytest

from headwater.reading import apart, html
from headwater.reading.html import html as read_page
from headwater.reading.html import looks_like_html
from headwater.reading.refusal import Refusal
from headwater.text import Document, How, PartialDate, Published

SENTENCE = "The mayor of Ostra said on Friday that the bridge had fallen and that {} people were hurt in it."
PARAGRAPHS = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in ("nine", "ten", "some eleven"))
PAGE = f"""<!DOCTYPE html><html><head><title>Bridge falls | Coastal Post</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="Coastal Post">
<meta property="article:published_time" content="2021-03-04T10:00:00Z">
<link rel="canonical" href="https://coastalpost.example/a/1">
<script>alert("no")</script><style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a></nav><article><h1>Bridge falls</h1>{PARAGRAPHS}</article>
<footer>Copyright</footer></body></html>"""


def page(markup: str) -> Document | Refusal:
    return read_page(markup.encode(), "a.html")


def refused(markup: str) -> str:
    found = page(markup)
    assert isinstance(found, Refusal), found
    return found.slug


def test_a_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    found = page(PAGE)
    assert isinstance(found, Document)
    assert SENTENCE.format("nine") in found.text and "alert" not in found.text and "Home" not in found.text
    assert found.title is not None and found.title.startswith("Bridge falls")
    assert (found.publisher, found.author, found.url) == ("Coastal Post", "Ann Lee", "https://coastalpost.example/a/1")
    assert found.published == Published(PartialDate.iso("2021-03-04"), How.METADATA)


def test_a_date_in_a_sentence_is_not_the_pages() -> None:
    found = page(f"<html><body><p>On 3 May 2015 the bridge was opened.</p>{PARAGRAPHS}</body></html>")
    assert isinstance(found, Document) and found.published is None


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "euc-kr", "koi8-r"])
def test_the_encoding_that_a_page_names_is_believed(charset: str) -> None:
    word = {"windows-1252": "café", "euc-kr": "다리", "koi8-r": "мост"}.get(charset, "café 다리")
    markup = f'<html><head><meta charset="{charset}"></head><body><p>{word}: {SENTENCE}</p>{PARAGRAPHS}</body></html>'
    found = read_page(markup.encode(charset), "a.html")
    assert isinstance(found, Document) and word in found.text


@pytest.mark.parametrize("charset", ["rot13", "zip", "unicode_escape", "no-such-thing", "utf-7"])
def test_a_false_encoding_is_not_obeyed(charset: str) -> None:
    found = page(f'<html><head><meta charset="{charset}"></head><body>{PARAGRAPHS}</body></html>')
    assert isinstance(found, Document) and SENTENCE.format("nine") in found.text


def test_a_million_nested_tags_are_refused_before_they_are_parsed() -> None:
    assert refused("<html><body>" + "<div>" * 1_000_000 + PARAGRAPHS) == "too-deep"
    assert refused("<html><body>" + "<p>" * 300_000 + PARAGRAPHS) == "too-large"
    assert refused("<html>" + " " * html.LARGEST) == "too-large"


def test_tags_that_are_left_open_do_not_count_as_nested() -> None:
    found = page("<html><body><article>" + "<br><p>" * 400 + PARAGRAPHS + "</article></body></html>")
    assert isinstance(found, Document)


def test_unclosed_scripts_and_comments_take_no_longer() -> None:
    for opening in ("<script>", "<!--", "<style>"):
        found = page(f"<html><body>{PARAGRAPHS}" + opening * 100_000)
        assert isinstance(found, Document) and SENTENCE.format("nine") in found.text


def test_a_page_without_a_text_is_refused() -> None:
    assert refused("<html><body><script>draw()</script></body></html>") == "no-text"


def test_a_large_page_is_parsed_apart_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    at_hand = page(PAGE)
    monkeypatch.setattr(html, "_AT_HAND_TAGS", 1)
    assert page(PAGE) == at_hand


def test_a_page_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "_AT_HAND_TAGS", 1)
    monkeypatch.setattr(html, "SECONDS", 0.01)
    assert refused(PAGE) == "too-slow"


def test_a_process_without_an_answer_is_told() -> None:
    with pytest.raises(apart.StoppedError):
        apart.ask("headwater.reading.no_such_module", b"", seconds=20)


def test_pages_are_told_by_how_they_begin() -> None:
    assert looks_like_html(b"\xef\xbb\xbf  <!DOCTYPE HTML><p>") and looks_like_html(b"<html lang=en>")
    assert not looks_like_html(b"The <html> tag begins a page.")
