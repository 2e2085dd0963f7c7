"""Catalogs for the base campaign: its texts in other languages, written as PO files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conftest import load_campaign

from campaign.languages import folder_name, texts_of
from campaign.values import NONE

Forms = str | tuple[str, ...]
ENGLISH = (
    "Keep the river clean",
    "The plant may pour waste into the river.",
    "Jobs matter, and so does the water that a town drinks.",
    "Decision ahead",
    "The agency granted the permit on {granted}.",
    "The water",
    "The town drinks from this river.",
    "The town drinks from this river, and the permit allows waste in it.",
    "The plant brings work.",
    "It can work without pouring waste.",
    "Revoke the permit",
    "Request to revoke the permit",
    "We ask you to revoke the permit by {reply_by}.",
    "I ask you to revoke the permit by {reply_by}.",
    "{organization} asks the agency to revoke the permit.",
    "{organization} asks agency to revoke permit",
)
SPOKEN = {
    "es": (
        "Cuidemos el río",
        "La planta puede verter desechos en el río.",
        "El trabajo importa, y también el agua que bebe un pueblo.",
        "Falta decidir",
        "La agencia otorgó el permiso el {granted}.",
        "El agua",
        "El pueblo bebe de este río.",
        "El pueblo bebe de este río, y el permiso tolera desechos en él.",
        "La planta trae trabajo.",
        "Puede trabajar sin verter desechos.",
        "Revocar el permiso",
        "Solicitud de revocar el permiso",
        "Le pedimos revocar el permiso antes del {reply_by}.",
        "Le pido revocar el permiso antes del {reply_by}.",
        "{organization} pide a la agencia revocar el permiso.",
        "{organization} pide a la agencia revocar el permiso",
    ),
    "ar": (
        "لنحافظ على نظافة النهر",
        "يجوز للمصنع أن يصب نفاياته في النهر.",
        "العمل مهم، ومثله الماء الذي تشربه المدينة.",
        "القرار قادم",
        "منحت الوكالة الترخيص في {granted}.",
        "الماء",
        "تشرب المدينة من هذا النهر.",
        "تشرب المدينة من هذا النهر، والترخيص يسمح بصب النفايات فيه.",
        "يوفر المصنع العمل.",
        "يمكنه العمل دون صب النفايات.",
        "إلغاء الترخيص",
        "طلب إلغاء الترخيص",
        "نطلب منكم إلغاء الترخيص قبل {reply_by}.",
        "أطلب منكم إلغاء الترخيص قبل {reply_by}.",
        "{organization}: مطالبة الوكالة بإلغاء الترخيص.",
        "{organization}: مطالبة الوكالة بإلغاء الترخيص",
    ),
    "zh-Hans": (
        "守护河流",
        "工厂可以向河里排放废料。",
        "工作很重要，全镇的饮水同样重要。",
        "即将决定",
        "该机构于{granted}发放了许可。",
        "水",
        "全镇饮用这条河的水。",
        "全镇饮用这条河的水，而许可允许向其中排放废料。",
        "工厂带来工作。",
        "不排放废料也能生产。",
        "撤销许可",
        "请求撤销许可",
        "我们请您在{reply_by}之前撤销许可。",
        "我请您在{reply_by}之前撤销许可。",
        "{organization}请该机构撤销许可。",
        "{organization}请该机构撤销许可",
    ),
}
PLURAL_FORMS = {
    "es": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; "
        "plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "zh-Hans": "nplurals=1; plural=0;",
}


def speak(
    folder: Path,
    tag: str,
    changes: Mapping[str, Forms] = NONE,
    fuzzy: str = "",
    header: str = "",
) -> Path:
    """Let a campaign speak one more language: a catalog of all its texts, some changed by context. Return its path."""
    campaign = load_campaign(folder)
    settings = folder / "campaign.yaml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(said.replace("languages: [en", f"languages: [en, {tag}", 1), encoding="utf-8")
    known = dict(zip(ENGLISH, SPOKEN[tag], strict=True))
    plural = header or PLURAL_FORMS[tag]
    parts = [f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n']
    for text in texts_of(campaign):
        forms = changes.get(text.context, known.get(text.text, ""))
        flag = "#, fuzzy\n" if text.context == fuzzy else ""
        lines = f'{flag}msgctxt "{text.context}"\nmsgid {quoted(text.text)}\n'
        if text.plural:
            lines += f"msgid_plural {quoted(text.plural)}\n"
            lines += "".join(f"msgstr[{n}] {quoted(form)}\n" for n, form in enumerate(forms))
        else:
            assert isinstance(forms, str)
            lines += f"msgstr {quoted(forms)}\n"
        parts.append(lines)
    path = folder / "locales" / folder_name(tag) / "LC_MESSAGES" / f"{folder.name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def quoted(text: str) -> str:
    """Return a text as a catalog writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def line_of(path: Path, context: str) -> int:
    """Return the line of a message: that of its msgid, after its msgctxt."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines.index(f'msgctxt "{context}"') + 2
