// An article's text with its marks. Places are code points, so the text is cut as an array of code points.

// Cuts the text at every edge of a mark; each run then carries all marks that cover it, so overlaps need no nesting.
export function marked(record, element) {
  if (!record.text) return [element("p", "hint", "This article is gone at its source.")];
  const points = Array.from(record.text);
  const marks = [];
  for (const entity of record.entities) {
    for (const mention of entity.mentions) marks.push({ start: mention.start, end: mention.end, entity, form: mention.form });
  }
  for (const quote of record.quotes) {
    quote.spans.forEach((span, i) => marks.push({ start: span.start, end: span.end, quote, last: i === quote.spans.length - 1 }));
  }
  for (const date of record.dates) marks.push({ start: date.start, end: date.end, date });
  marks.sort((a, b) => a.start - b.start);
  return record.paragraphs.map((paragraph) => {
    const shown = element("p", paragraph.kind);
    const inside = marks.filter((m) => m.start < paragraph.end && m.end > paragraph.start);
    const edges = new Set([paragraph.start, paragraph.end]);
    for (const mark of inside) {
      edges.add(Math.max(mark.start, paragraph.start));
      edges.add(Math.min(mark.end, paragraph.end));
    }
    const cuts = [...edges].sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      shown.append(run(points.slice(cuts[i], cuts[i + 1]).join(""), inside.filter((m) => m.start <= cuts[i] && m.end >= cuts[i + 1]), element));
      for (const mark of inside) if (mark.quote && mark.last && mark.end === cuts[i + 1]) shown.append(...who(mark.quote, element));
    }
    return shown;
  });
}

function run(text, marks, element) {
  if (marks.length === 0) return document.createTextNode(text);
  const classes = [];
  const titles = [];
  for (const mark of marks) {
    if (mark.quote) {
      classes.push("quoted", mark.quote.kind);
      titles.push(`${mark.quote.kind} quotation, confidence ${mark.quote.confidence}`);
    } else if (mark.entity) {
      classes.push("mention", mark.entity.type, mark.form);
      titles.push(mark.entity.role ? `${mark.entity.name}, ${mark.entity.role}` : mark.entity.name);
    } else {
      classes.push("when");
      titles.push(mark.date.timex || mark.date.kind);
    }
  }
  const shown = element("span", classes.join(" "), text);
  shown.title = titles.join(" · ");
  return shown;
}

function who(quote, element) {
  const name = quote.speaker && (quote.speaker.name || quote.speaker.text);
  if (!name) return [];
  const label = quote.addressee ? `${name} to ${quote.addressee.text}` : name;
  return [element("span", "who", label)];
}
