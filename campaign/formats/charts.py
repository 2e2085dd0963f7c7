"""Draw the charts of a document: `<figure class="chart" data-chart="dots|bar|timeline">` with a `<figcaption>`.

The caption says in words what is shown; text formats print it alone, HTML and PDF draw it as vector graphics, whose text
alternative is the `title` of the figure, else the caption (PDF/UA-1 7.3 wants one; WCAG 2.2, 1.1.1). A share has
`data-count` and `data-of`. A timeline has an `<ol>` of its steps, with `data-date` where a day is known and `data-past`
when it has come; the numbers of the drawing are those of the list.
"""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, SubElement

from campaign.phrases import phrase

MOST_DOTS = 100  # more are not counted by anybody: a bar shows the share
WIDTH = 600  # of every drawing, in units of its own
IN_A_ROW, PITCH = 20, 30
LINE, RADIUS, LEAST_GAP = 24, 11, 40


def shape_of(count: float, whole: float) -> str:
    """Return how a share is drawn: as dots that can be counted, as a bar when there would be too many or parts of one."""
    return "dots" if whole <= MOST_DOTS and all(part == int(part) for part in (count, whole)) else "bar"


def is_chart(element: Element) -> bool:
    """Tell whether an element is a chart."""
    return element.tag == "figure" and "chart" in element.get("class", "").split()


def fault(figure: Element) -> str:
    """Return what is wrong with a figure, or nothing."""
    shape = figure.get("data-chart", "")
    if not is_chart(figure) or shape not in ("dots", "bar", "timeline"):
        return phrase("wants class='chart' and data-chart='dots', 'bar' or 'timeline'")
    caption = figure.find("figcaption")
    if caption is None or not "".join(caption.itertext()).strip():
        return phrase("needs a <figcaption> that says what it shows")
    if shape == "timeline":
        steps = figure.findall("ol/li")
        if len(steps) < 2:
            return phrase("needs an <ol> of two steps or more")
        wrong = next((day for s in steps if not is_day(day := s.get("data-date", ""))), "")
        return phrase("has '{text}', which is no date", text=wrong) if wrong else ""
    share = share_of(figure)
    if share is None or not 0 <= share[0] <= share[1] or not share[1]:
        return phrase("needs data-count and data-of, the first within the second")
    if shape == "dots" and shape_of(*share) != "dots":
        return phrase("has too many dots, or parts of one")
    return ""


def is_day(text: str) -> bool:
    """Tell whether a step has a day, or none."""
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def share_of(figure: Element) -> tuple[float, float] | None:
    """Return the number that a chart shows and the whole, None when one is no number."""
    try:
        return float(figure.get("data-count", "")), float(figure.get("data-of", ""))
    except ValueError:
        return None


def draw(root: Element, colour: str, mirrored: bool = False) -> bool:
    """Put its drawing before the caption of every chart; tell whether there was one. `mirrored` is right to left."""
    figures = [figure for figure in root.iter("figure") if is_chart(figure)]
    for figure in figures:
        shapes = {"dots": dots, "bar": bar, "timeline": timeline}[figure.get("data-chart", "")](figure)
        height = max(float(shape.get("bottom", 0)) for shape in shapes)
        drawing = Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {WIDTH} {height:g}",
                "width": str(WIDTH),
                "height": f"{height:g}",
                "role": "img",
                "color": colour,
            },
        )
        SubElement(drawing, "title").text = alternative(figure)
        for shape in shapes:
            shape.attrib.pop("bottom", None)
            if mirrored:
                mirror(shape)
            drawing.append(shape)
        figure.insert(0, drawing)
    return bool(figures)


def alternative(figure: Element) -> str:
    """Return the text alternative of a drawing."""
    caption = figure.find("figcaption")
    said = figure.get("title") or "".join(caption.itertext() if caption is not None else ())
    return " ".join(said.split())


def dots(figure: Element) -> list[Element]:
    """Return one dot for each of the whole, those that count filled, twenty in a row."""
    count, whole = share_of(figure) or (0, 0)
    return [
        circle(at % IN_A_ROW * PITCH + PITCH / 2, at // IN_A_ROW * PITCH + PITCH / 2, at < count)
        for at in range(int(whole))
    ]


def bar(figure: Element) -> list[Element]:
    """Return a frame and the share of it that is filled."""
    count, whole = share_of(figure) or (0, 1)
    frame = {"x": "1.5", "y": "1.5", "height": "25", "fill": "none", "stroke": "currentColor", "stroke-width": "3"}
    full = {"x": "0", "y": "0", "height": "28", "width": f"{WIDTH * count / whole:.2f}", "fill": "currentColor"}
    return [Element("rect", {**frame, "width": str(WIDTH - 3), "bottom": "28"}), Element("rect", full)]


def timeline(figure: Element) -> list[Element]:
    """Return a line with a numbered dot for each step: the dated ones to scale, filled when they have come."""
    steps = figure.findall("ol/li")
    places = scaled([date.fromisoformat(day) if (day := s.get("data-date")) else None for s in steps])
    known = [place for place, step in zip(places, steps, strict=True) if step.get("data-date")]
    shapes = [line(places[0], known[-1], "")] if known else []
    shapes += [line(known[-1] if known else places[0], places[-1], "4 5")]
    for number, (place, step) in enumerate(zip(places, steps, strict=True), 1):
        past = step.get("data-past") is not None
        shapes += [circle(place, LINE, past, RADIUS, paper=True), figure_in(place, number, past)]
    return shapes


def scaled(days: list[date | None]) -> list[float]:
    """Return where steps stand: days to scale between the ends, never nearer than a dot is wide, the others after them."""
    known = [day.toordinal() for day in days if day]
    left, right = RADIUS + 2, WIDTH - RADIUS - 2
    end = right - 3 * LEAST_GAP * (len(days) - len(known))
    span = max(known) - min(known) if known else 0
    wanted = [left + (end - left) * (day.toordinal() - min(known)) / span if day and span else left for day in days]
    places: list[float] = []
    for at, day in enumerate(days):
        least = places[-1] + LEAST_GAP if places else left
        most = right - LEAST_GAP * (len(days) - 1 - at)
        behind = least if day else (places[-1] + 3 * LEAST_GAP if places else left)
        places.append(min(max(wanted[at] if day else behind, least), max(most, least)))
    return places


def circle(x: float, y: float, filled: bool, radius: float = 10, paper: bool = False) -> Element:
    """Return a dot, filled or hollow; on a line it hides what is under it."""
    look = {"stroke": "currentColor", "stroke-width": "2.5"}
    empty = "#ffffff" if paper else "none"
    place = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}", "bottom": f"{y + radius + 5:g}"}
    return Element("circle", {**place, **look, "fill": "currentColor" if filled else empty})


def line(start: float, end: float, dashes: str) -> Element:
    """Return a piece of the line of a timeline."""
    where = {"x1": f"{start:.2f}", "x2": f"{end:.2f}", "y1": f"{LINE}", "y2": f"{LINE}"}
    dashed = {"stroke-dasharray": dashes} if dashes else {}
    return Element("line", {**where, "stroke": "currentColor", "stroke-width": "2.5", **dashed})


def figure_in(x: float, number: int, past: bool) -> Element:
    """Return the number of a step in its dot."""
    look = {"text-anchor": "middle", "font-size": "13", "font-weight": "600"}
    found = Element(
        "text", {"x": f"{x:g}", "y": f"{LINE + 4.6:g}", **look, "fill": "#ffffff" if past else "currentColor"}
    )
    found.text = str(number)
    return found


def mirror(shape: Element) -> None:
    """Turn a shape from left to right."""
    for name in ("cx", "x1", "x2", "x"):
        if name in shape.attrib:
            width = float(shape.get("width", 0))
            shape.set(name, f"{WIDTH - float(shape.get(name, 0)) - width:g}")
