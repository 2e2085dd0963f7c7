"""Make the Jinja2 environment of a language: sandboxed, strict, autoescaped, with template prose from the catalogs."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from campaign import __version__, resources
from campaign.diagnostics import NOWHERE, Diagnostic, Stop, Where, did_you_mean, error
from campaign.files import read_file
from campaign.languages import Language, Missing
from campaign.load import template_folders
from campaign.model import Campaign
from campaign.phrases import phrase

SENDER_WORD = re.compile(r"%\((sender_\w+)\)s")
STRAY_PERCENT = re.compile(r"%(?!%|\(\w+\)s)(?<!%%)")  # Jinja fills prose by the % operator
UNDEFINED = re.compile(r"'(\w+)' is undefined|has no attribute '(\w+)'")


class Folders(jinja2.BaseLoader):
    """Find templates in the campaign's folder and the built-in one: no `..`, no symbolic link out of them."""

    def __init__(self, folders: list[Path]) -> None:
        self.folders = [f for f in folders if f.is_dir()]

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        for folder in self.folders:
            path = (folder / template).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                text, problems = read_file(path)
                if text is None:
                    raise Stop(*problems)
                return text, str(path), lambda: True
        raise jinja2.TemplateNotFound(template)


def printed(value: Any) -> Any:
    """Return what a template prints: nothing that is missing is printed as "None"."""
    if value is None:
        raise jinja2.UndefinedError(
            phrase("a value that is missing is printed: ask for it with {tag}, or use slot() or gap()", tag="{% if %}")
        )
    return value


def environment(
    campaign: Campaign,
    language: Language,
    gap: Callable[[str], Markup] | None = None,
    words: Callable[[], Mapping[str, str]] = dict,
) -> jinja2.Environment:
    """Return the environment for one language of a campaign; `words` gives those that agree with the sender."""
    env = ImmutableSandboxedEnvironment(
        loader=Folders(template_folders(campaign.folder)),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=bytecode_cache(),
        auto_reload=False,
        finalize=printed,
    )
    env.policies["ext.i18n.trimmed"] = True

    def missing(name: str) -> str:
        return str(gap(phrase("word {name}", name=name))) if gap else ""

    def look_up(context: str, text: str, count: int | None = None, plural: str | None = None) -> str:
        try:
            found = language.prose_of(context, text, count, plural)
            if "%(sender_" in found:  # Jinja knows only the names that the template gives
                known = words()
                found = SENDER_WORD.sub(lambda word: known.get(word[1]) or missing(word[1]), found)
            return STRAY_PERCENT.sub("%%", found)
        except Missing as lacking:
            if gap is None:
                raise
            return str(gap(untranslated(lacking))).replace("%", "%%")

    def uncontexted(text: str, *_: object) -> str:
        raise jinja2.TemplateRuntimeError(without_context(text))

    env.install_gettext_callables(  # type: ignore[attr-defined]
        uncontexted,
        uncontexted,
        newstyle=True,
        pgettext=look_up,
        npgettext=lambda context, one, many, n: look_up(context, one, n, many),
    )
    env.globals["pgettext"] = filled_in(language, look_up)
    return env


def filled_in(language: Language, look_up: Callable[[str, str], str]) -> Callable[..., Markup]:
    """Return what fills a piece of prose as Jinja does, and joins prepositions with the articles of values."""

    def said(context: str, text: str, **values: object) -> Markup:
        prose, values = language.contracted(look_up(context, text), {"context": context, **values})
        return Markup(prose) % values

    return said


def without_context(text: str) -> str:
    """Say that a piece of prose does not tell where it stands."""
    tag = '{% trans "kind/slot" %}'
    return phrase("give the text a context: {tag} before {text}", tag=tag, text=repr(text[:40]))


def untranslated(lacking: Missing) -> str:
    """Return what the gap of a text without a translation is called."""
    return phrase("translation of {context}", context=lacking.context)


def bytecode_cache() -> jinja2.BytecodeCache | None:
    """Return the cache of compiled templates in the user's cache folder: it holds no campaign content."""
    folder = resources.cache_folder()
    if folder is None:
        return None
    try:
        folder = folder / f"templates-{__version__}-{jinja2.__version__}"
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder))


def template_problem(reason: Exception, names: Mapping[str, Any], folders: list[Path]) -> Diagnostic:
    """Return a template's mistake at its file and line: the last frame that lies in a template folder."""
    place = NOWHERE
    for frame in traceback.extract_tb(reason.__traceback__):
        if any(Path(frame.filename).is_relative_to(f) for f in (p.resolve() for p in folders)):
            place = Where(frame.filename, frame.lineno or 0, 1)
    if place is NOWHERE and not isinstance(reason, jinja2.TemplateError):
        raise reason
    found = UNDEFINED.search(str(reason))
    if isinstance(reason, jinja2.TemplateNotFound):
        return error(place, "template", phrase("there is no template '{name}'", name=reason.name))
    name = found.group(1) or found.group(2) if found else ""
    message = (isinstance(reason, jinja2.TemplateError) and reason.message) or str(reason)  # ours is a phrase
    if found and found.group(1):
        message = phrase("'{name}' is undefined", name=name)
    return error(place, "undefined" if found else "template", message, did_you_mean(name, names) if name else "")


def prose_of_templates(campaign: Campaign) -> Iterator[tuple[str, str, str | None, Where]]:
    """Yield the translatable prose of every template: msgctxt, text, plural, place. A broken template yields nothing."""
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    env.policies["ext.i18n.trimmed"] = True
    seen: set[str] = set()
    for folder in template_folders(campaign.folder):
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder).as_posix()
            if name in seen:
                continue
            seen.add(name)
            text, _ = read_file(path)
            try:
                found = list(env.extract_translations(text or ""))  # type: ignore[attr-defined]
            except jinja2.TemplateSyntaxError:
                continue
            for line, function, parts in found:
                if function == "pgettext":
                    yield parts[0], parts[1], None, Where(str(path), line, 1)
                elif function == "npgettext":
                    yield parts[0], parts[1], parts[2], Where(str(path), line, 1)
