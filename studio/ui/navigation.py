"""The one registry of pages. Navigate with its Page objects only; a page's file stem is its URL path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from domains.contract import Domain
from domains.registry import registry
from studio.core.errors import UnknownKeyError

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOME, RUNS, LIBRARY = "home", "runs", "model_library"
_PLACES = {
    HOME: ("Home", ":material/home:"),
    RUNS: ("Runs", ":material/pending_actions:"),
    LIBRARY: ("Model library", ":material/inventory_2:"),
}


def icon(domain: Domain) -> str:
    """The domain's Material icon as Streamlit writes it."""
    return domain.icon if domain.icon.startswith(":") else f":material/{domain.icon}:"


def place(key: str) -> Page:
    """The page of a destination that is not a domain."""
    if key not in _PLACES:
        raise UnknownKeyError("page", key, _PLACES)
    title, symbol = _PLACES[key]
    return st.Page(PAGES / f"{key}.py", title=title, icon=symbol, default=key == HOME)


def domain_page(domain: Domain) -> Page:
    """The page of a domain; a plugin that ships no page file gets the general one."""
    path = PAGES / f"{domain.key}.py"
    if path.exists():
        return st.Page(path, title=domain.title, icon=icon(domain), url_path=domain.key)
    return st.Page(_general(domain.key), title=domain.title, icon=icon(domain), url_path=domain.key)


def page_of(key: str) -> Page:
    """The page of the domain called `key`."""
    return domain_page(registry().get(key))


def frame() -> Page:
    """Build the sidebar and say which page was asked for."""
    domains = [domain_page(domain) for domain in registry()]
    # One flat list: with headings Streamlit's list is not a list to a screen reader.
    return st.navigation([place(HOME), *domains, *_broken(), place(RUNS), place(LIBRARY)], expanded=True)


def known(key: str) -> bool:
    """Whether the domain called `key` is there and loaded."""
    return any(domain.key == key for domain in registry())


def _broken() -> list[Page]:
    """Pages of domains that did not load: each says why."""
    paths = [PAGES / f"{broken.key}.py" for broken in registry().unavailable()]
    return [st.Page(path, title=path.stem, icon=":material/extension_off:") for path in paths if path.exists()]


def _general(key: str) -> Callable[[], None]:
    def show() -> None:
        from studio.ui.sections.journey import journey

        journey(key)

    show.__name__ = key
    return show
