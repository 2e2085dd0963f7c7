"""Where a sentence ends, in every language that the package speaks, and where it only looks so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.languages import language_settings
from campaign.languages.sentences import sentences
from campaign.model import LanguageSettings
from campaign.segmentation import clusters, has_emoji, sentence_ends

TAGS = ["en", "es", "pt-BR", "pt-PT", "fr", "ar", "ru", "zh-Hans"]
DOVE = "\N{DOVE OF PEACE}\N{VARIATION SELECTOR-16}"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def read(tag: str) -> LanguageSettings:
    settings = language_settings(Path("no such campaign"), tag, [])
    assert settings is not None
    return settings


SETTINGS = {tag: read(tag) for tag in TAGS}


# In each case a bar stands where a sentence ends; `~` is the no-break space.
CASES = {
    "en": [
        "Mr. Lee spoke.| Ms. Ito, Dr. Sow and Rep. May (D. C.) did not.| Then they left.",
        "See art. 35.| It says what p. 7 and No. 5 say, i.e. nothing.| Nos. 5 and 6, too.",
        "Should it pass?| No.| We say so!",
        "It is the state of the art.| Nobody reads art. 2(h).",
        "The U.N. Office on Drugs and Crime met.| A. B. Name and J.R.R. Tolkien came.",
        "It grew by 2.5 points.| 72 states signed, 2.5 times as many.| 40 is what it takes.",
        "He asked: “Why?” and left.| She said “Go.| Now.”| Then (It was 5.) she went.",
        "He said: ‘No.’| Then left.| She (a judge!) did not.",
        "Wait… what?| Wait…| Then go.| Wait... what?| Wait...| What?!",
        "We signed in Oct. 2025, on Thursday.| We came vs. Google Inc. Yes.",
        "Read https://un.org/a.b?C=d.E!F now.| Write to ana@un.org.| Then see un.org.",
        "Yahoo! is a company.| The file is treaty.md. so it is.",
    ],
    "es": [
        "La Sra. Pérez y el Sr. Gil leyeron el art. 35.| Luego, el núm. 7 y la pág. 4.",
        "¿Quién decide?| ¡Usted!| ¿Y si no?| «Basta.| Ya.»| Nadie lo dice.",
        "EE. UU. firmó.| EE.UU. Hoy no es parte, p. ej. del protocolo.| P. ej. Chile sí.",
        "Sí... pero no…| Y después, ¿qué?, dijo.| ¿Sí o no?, preguntó.",
        "Murió en el siglo I a. C. Roma siguió.| Subió un 2.5 %.| 72 Estados firmaron.",
        "No. 5 es malo.| No.| Eso no.",
        "Firme ya. https://un.org/es|\nComparta.| #TratadoONU|\n#NoALaVigilancia",
    ],
    "pt-BR": [
        "O Sr. Silva e a Sra. Lima leram o art. 35.| V. Exa. sabe, p. ex. V.Exa. mesma.",
        "A Dep. Souza votou.| O Sen. Dias, não.| É um par.| O par. 3 diz isso.",
        "E agora?| Sim!| «Não.| Nunca.»| O n.º 5 da lei.",
    ],
    "pt-PT": [
        "O Sr. Silva e a Dra. Lima leram o art. 35.| V. Exa. sabe, cf. p. 4.",
        "A al. 3 diz isso.| O Eng. Costa leu.| O n.º 5 do art.º 7.º existe.| Não?",
    ],
    "fr": [
        "M. Dupont parle.| MM. Roux et Mme Petit écoutent.| L’art. 35.| C’est du vol.| Le vol. 2, p. ex. non.",
        "Qui décide~?| Vous~!| Il dit «~Non.| Jamais.~»| Puis il part.",
        "Cf. p. 4, c.-à-d. rien.| Av. J.-C. Rome existait.| Le 3 oct. 2025.",
    ],
    "ar": [
        "قال د. أحمد إن المعاهدة خطرة.| لماذا؟| لأنها واسعة!| ود. علي قال ذلك.",
        "تنص المادة 35 (ص. 12) على ذلك.| هل قرأتها؟| «لا.| أبدا.»| انتهى؛ ثم بدأ.",
        "زادت 2.5 مرة.| وقعت 72 دولة.| قال أ. د. سامي: نعم.",
    ],
    "ru": [
        "См. ст. 35 и арт. 5.| Арт. 7 в г. Москве, т. е. нигде.| Т. д. и т. п. тоже.",
        "А. С. Пушкин писал в 1830 г. Потом молчал.| А.С. Пушкин, стр. 5.",
        "Кто решает?| Вы!| «Да.| Нет.» — сказал он.| В 2.5 раза.| 72 государства подписали.",
        "Он ест рис.| Это рис. 5.",
        "„Да.“| Нет.| „Да.“",
    ],
    "zh-Hans": [
        "这是什么？|是条约。|不！|真的？！|好。",
        "他说：“不行。|走！”|然后走了。|「好。」|他说。|（对。）|完。",
        "见https://un.org/zh。|请签名……不，等等。|Dr. Li 说 No. 5 不好。|第35条增长2.5倍。|是吗?| 是.| A. B. Name。",
        f"签署{DOVE}。|{FAMILY}谢谢。|#标签",
        '他说"走。"|然后走了',
    ],
}


@pytest.mark.parametrize(("tag", "case"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_sentences_end_where_the_bar_stands(tag: str, case: str) -> None:
    """The white space after a bar belongs to the sentence before it."""
    expected = [part for part in case.replace("~", "\xa0").split("|") if part]
    found = sentences("".join(expected), SETTINGS[tag])
    assert [sentence.strip() for sentence in found] == [part.strip() for part in expected]
    assert all(sentence == sentence.lstrip() for sentence in found)


@pytest.mark.parametrize("tag", TAGS)
def test_no_sentence_ends_after_an_abbreviation_of_the_language(tag: str) -> None:
    for written in SETTINGS[tag].abbreviations:
        name = written.replace("{number}", "35")
        text = f"{name}{' ' if '{' not in written else ', '}Xxx."
        assert sentences(text, SETTINGS[tag]) == [text], written
        assert sentences(text.replace(" ", "\xa0"), SETTINGS[tag]) == [text.replace(" ", "\xa0")], written
    assert len(SETTINGS[tag].abbreviations) >= 10


def test_what_needs_a_number_is_a_word_without_one() -> None:
    assert sentences("Made by art. We know.", SETTINGS["en"]) == ["Made by art. ", "We know."]
    assert sentences("Made by art. IV. We know.", SETTINGS["en"]) == ["Made by art. IV. ", "We know."]
    assert sentences("I said no. I did.", SETTINGS["en"]) == ["I said no. ", "I did."]


def test_a_variant_without_abbreviations_of_its_own_has_those_of_its_base(tmp_path: Path) -> None:
    folder = tmp_path / "locales" / "pt_AO"
    folder.mkdir(parents=True)
    (folder / "language.yaml").write_text(
        "name: português (Angola)\nof: pt-BR\nlocale: pt_AO\non_day: a {date}\nin_month: em {date}\n"
        'country: {of: "de {name}", in: "em {name}"}\n',
        encoding="utf-8",
    )
    settings = language_settings(tmp_path, "pt-AO", [])
    assert settings is not None
    assert settings.abbreviations == SETTINGS["pt-BR"].abbreviations != SETTINGS["pt-PT"].abbreviations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ", [" "]),
        ("\n\n", ["\n\n"]),
        ("  One.  Two. ", ["  One.  ", "Two. "]),
        ("One\nTwo\r\n\r\nThree\u2028Four", ["One\n", "Two\r\n\r\n", "Three\u2028", "Four"]),
        ("Mr.\nLee", ["Mr.\n", "Lee"]),
        ("1. Sign it. 2. Send it.\n2. Wait.", ["1. Sign it. ", "2. ", "Send it.\n", "2. Wait."]),
        (f"Sign! {DOVE} Thanks! {FAMILY}", ["Sign! ", f"{DOVE} Thanks! {FAMILY}"]),
        ("Sign. — Now. ***\n***\nThen.", ["Sign. — Now. ***\n", "***\n", "Then."]),
    ],
)
def test_white_space_signs_and_numbers_of_lists(text: str, expected: list[str]) -> None:
    assert sentences(text, SETTINGS["en"]) == expected


PIECES = [
    *(abbreviation for tag in TAGS for abbreviation in SETTINGS[tag].abbreviations[:6]),
    *[
        ". ",
        "? ",
        "! ",
        "… ",
        "。",
        "؟ ",
        "！”",
        ".” ",
        " »",
        "« ",
        "¿",
        "(",
        ") ",
        "\n",
        "\r\n",
        "\u2029",
        " ",
        "\xa0",
    ],
    *[
        "word",
        "Word",
        "слово",
        "Слово",
        "约",
        "كلمة",
        "A. B. ",
        "2.5",
        "35. ",
        "#Tag",
        "@ana",
        "https://un.org/a?B=c. ",
    ],
    *[DOVE, FAMILY, "e\u0301", "\u200f", "\u2060", "\ufeff", "\ud800"],
]
texts = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=4), max_size=14).map("".join)


@given(texts, st.sampled_from(TAGS))
@example("\ud800. \udc00", "en")
def test_sentences_join_to_the_text(text: str, tag: str) -> None:
    found = sentences(text, SETTINGS[tag])
    assert "".join(found) == text
    assert all(found)
    assert all(sentence.strip() for sentence in found[1:])


@given(texts, st.sampled_from(TAGS))
def test_a_sentence_ends_at_a_character_and_at_every_line_end(text: str, tag: str) -> None:
    found = sentences(text, SETTINGS[tag])
    assert [c for sentence in found for c in clusters(sentence)] == clusters(text)
    for line_end in ("\n", "\r\n", "\u2029"):
        assert all(line_end not in sentence.rstrip() for sentence in found)


@given(
    st.lists(st.sampled_from(["We sign.", "Who decides?", "No!", "See art. 5.", "(It is so.)"]), min_size=1, max_size=6)
)
def test_sentences_joined_by_spaces_come_apart_again(written: list[str]) -> None:
    assert [s.rstrip() for s in sentences(" ".join(written), SETTINGS["en"])] == written


# The rules of Unicode below them


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("a. B", [3]),
        ("a. b", []),
        ("a.B", []),
        ("3.4", []),
        ("A.) “B”", [4]),
        ("a.\u0301 B", [4]),
        ("a.\u2060 B", [4]),
        ("a. - B", []),
        ("a? ?B", []),
        ("真？！对", [3]),
        ("真？ — 对", []),
        ("a。b", [2]),
        ("a。”b", [3]),
        ("a\r\nb\u2029", [3, 5]),
        ("a.\r\nb", [4]),
        ("a।ख", [2]),
        ("a. “‘b", []),
        ("a. “‘B", [3]),
    ],
)
def test_default_boundaries(text: str, ends: list[int]) -> None:
    """The rules SB3 to SB11 of UAX 29, in the order of the annex; the end of the text is none of these."""
    assert [end for _, end in sentence_ends(text) if end < len(text) or text[-1] == "\u2029"] == ends


def test_emoji_are_told_from_letters() -> None:
    assert [has_emoji(c) for c in clusters(f"a{DOVE}约{FAMILY}1")] == [False, True, False, True, False]


def test_the_library_is_imported_when_a_text_is_divided() -> None:
    code = "import sys, campaign.languages.sentences; print('regex' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
