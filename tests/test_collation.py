"""The order of names in each language: hand-typed lists in the order that CLDR gives them, and what holds of any order."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from builtin import built_in, speakers
from hypothesis import given
from hypothesis import strategies as st

from campaign import languages
from campaign.diagnostics import Stop
from campaign.languages.collation import collation_of, order_of

# Each list was put in order by ICU 77 (CLDR 47) with the collation of the language.
IN_ORDER: dict[str, list[str]] = {
    "en": [
        "#NoTreaty",
        "21st Century Rights",
        "350 Reykjavík",
        "Æon Collective",
        "Aether Watch",
        "de la Cruz, Ana",
        "Debate Club",
        "El Faro",
        "Elan",
        "Élan",
        "Ñandú Libre",
        "Nube",
        "O'Brien",
        "Obrist",
        "Zebra",
        "Ωmega",
        "Ёж",
    ],
    "es": ["Árbol", "Arce", "Chile Libre", "Cobre", "Llama", "Luna", "Nube", "Nzoe", "ñandú", "Ñandú Libre", "Oso"],
    "fr": ["cote", "coté", "côte", "côté", "Éducation", "Eglise", "Élan", "Œuvre", "ofrir", "Zèbre"],
    "pt-BR": ["Ação", "Acordo", "Água", "Alô", "Çelik", "Cidade", "Órgão", "Ouvidoria", "São Paulo", "Sapo"],
    "ru": ["Анна", "Единство", "Ёж", "Ель", "Жук", "Игорь", "Йод", "Яна", "ABC", "Zebra"],
    "ar": ["آفاق", "ابن رشد", "اتحاد", "أمل", "إنسان", "بيت", "ثقة", "منظمة", "هدى", "وردة", "يد", "ABC"],
    "zh-Hans": ["阿里", "陈明", "重庆", "黎明", "李明", "路遥", "绿色", "乱世", "罗马", "女权", "王五", "张三", "ABC"],
    "sv": ["Anders", "Zorn", "Åberg", "Äpple", "Öster"],
    "tr": ["Can", "Çelik", "Deniz", "Işık", "İnci", "Öz", "Şen", "Zeki"],
}
# Rules that no built-in language has yet, as somebody who adds the language copies them from CLDR.
RULES = {
    "sv": "&D<<đ<<<Đ&Y<<ü<<<Ü&[before 1]ǀ<å<<<Å<ä<<<Ä<<æ<<<Æ<ö<<<Ö<<ø<<<Ø",
    "tr": "&C<ç<<<Ç&G<ğ<<<Ğ&[before 1]i<ı<<<I&i<<<İ&O<ö<<<Ö&S<ş<<<Ş&U<ü<<<Ü",
}
NAMES = st.text(st.sampled_from("aAáeñÑnoO zZ-'1"), max_size=6) | st.text(max_size=8)
ORDERS = [RULES["sv"], *(speakers()[tag].settings.collation for tag in ("en", "es", "ru", "ar", "zh-Hans"))]


def key_in(tag: str) -> Callable[[str], object]:
    """Return the key of a language."""
    return order_of(RULES[tag]).key if tag in RULES else collation_of(speakers()[tag].settings).key


@pytest.mark.parametrize("tag", IN_ORDER)
def test_names_are_in_the_order_of_cldr(tag: str) -> None:
    mixed = list(IN_ORDER[tag])
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=key_in(tag)) == IN_ORDER[tag]  # type: ignore[arg-type]


def test_every_language_of_the_campaign_has_an_order() -> None:
    assert [tag for tag in built_in().settings.languages if not key_in(tag)("a")] == []


def test_spanish_alone_has_a_letter_after_n() -> None:
    names = ["Ñandú", "Nube"]
    assert sorted(names, key=key_in("es")) == ["Nube", "Ñandú"]  # type: ignore[arg-type]
    assert sorted(names, key=key_in("pt-PT")) == ["Ñandú", "Nube"]  # type: ignore[arg-type]


def test_accents_and_capitals_decide_only_where_letters_are_the_same() -> None:
    names = ["resume b", "résumé a", "Resume a", "resume a"]
    assert sorted(names, key=key_in("en")) == ["resume a", "Resume a", "résumé a", "resume b"]  # type: ignore[arg-type]


@given(st.lists(NAMES, max_size=8), st.sampled_from(ORDERS), st.randoms(use_true_random=False))
def test_an_order_is_total_whatever_the_list_came_in(names: list[str], rules: str, chance: random.Random) -> None:
    order = order_of(rules)
    mixed = list(names)
    chance.shuffle(mixed)
    assert order.sorted(names, str) == order.sorted(mixed, str)
    assert len({order.key(name) for name in names}) == len(set(names))


@given(st.lists(st.tuples(st.sampled_from(["Ana", "ana", "Ána"]), st.integers()), max_size=12), st.sampled_from(ORDERS))
def test_those_with_one_name_stay_as_they_came(pairs: list[tuple[str, int]], rules: str) -> None:
    found = order_of(rules).sorted(pairs, lambda pair: pair[0])
    for name in ("Ana", "ana", "Ána"):
        assert [p for p in found if p[0] == name] == [p for p in pairs if p[0] == name]


@pytest.mark.parametrize(
    "rules", ["[caseFirst upper]", "&N", "ñ after n", "&N<ñ<<<", "[reorder Xxxx]", "&[before 4]n<ñ"]
)
def test_a_rule_that_is_not_understood_is_said_at_its_place(rules: str, tmp_path: Path) -> None:
    head = "name: x\nlocale: es\non_day: on {date}\nin_month: in {date}\ncountry: {of: '{name}', in: '{name}'}\n"
    path = tmp_path / "locales" / "xx" / "language.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f'{head}collation: "{rules}"\n', encoding="utf-8")
    settings = languages.language_settings(tmp_path, "xx", problems := [])
    assert settings is not None and not problems
    with pytest.raises(Stop) as stopped:
        collation_of(settings)
    [problem] = stopped.value.problems
    assert (problem.code, problem.where.line) == ("collation", 6)
