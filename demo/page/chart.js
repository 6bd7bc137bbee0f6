// Draws the bar charts of Teams, which Microsoft's library does not know: a name, a bar and a number each.

const { AdaptiveCards } = window;
const TYPE = "Chart.HorizontalBar";

class HorizontalBarChart extends AdaptiveCards.CardElement {
  getJsonTypeName() {
    return TYPE;
  }

  internalParse(source, context) {
    super.internalParse(source, context);
    this.title = String(source.title ?? "");
    this.bars = (source.data ?? []).map(({ x, y }) => ({ name: String(x), value: Number(y) }));
  }

  internalRender() {
    const chart = element("figure", "chart");
    chart.append(element("figcaption", "", this.title), table(this.bars));
    return chart;
  }
}

/** The numbers as a table, so that they can also be heard; the bar beside each is for the eye only. */
function table(bars) {
  const longest = Math.max(1, ...bars.map(({ value }) => value));
  const rows = element("table", "");
  for (const { name, value } of bars) {
    const bar = element("span", "bar");
    bar.style.width = `${(value / longest) * 100}%`;
    const drawn = element("td", "drawn");
    drawn.setAttribute("aria-hidden", "true");
    drawn.append(bar);
    const row = element("tr", "");
    const head = element("th", "", name);
    head.scope = "row";
    row.append(head, drawn, element("td", "number", String(value)));
    rows.append(row);
  }
  return rows;
}

function element(tag, className, text = "") {
  const made = Object.assign(document.createElement(tag), { className });
  if (text) made.textContent = text;
  return made;
}

AdaptiveCards.GlobalRegistry.elements.register(TYPE, HorizontalBarChart);
