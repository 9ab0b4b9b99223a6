// The page: a live stream of enriched articles, one article with its marks, feeds and dead letters.
// Everything from outside goes through textContent; nothing is ever parsed as HTML.
import { marked } from "./marks.js";

const KEPT = 300;
const LETTERS = { person: "P", organization: "O", place: "L", event: "E", law: "§", product: "#", work: "W", group: "G" };
const articles = new Map();
const $ = (id) => document.getElementById(id);

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

const clock = (at) => (at ? new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" }) : "");
const day = (at) => (at ? new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" }) : "");
const speakerName = (quote) => quote.speaker && (quote.speaker.name || quote.speaker.text);

// Live -----------------------------------------------------------------------------------------------------------

function card(record) {
  const item = element("li");
  item.dataset.id = record.id;
  const open = element("button");
  open.type = "button";
  const meta = element("div", "meta");
  meta.append(element("b", "", record.publisher.name || record.publisher.domain), ` · ${clock(record.published_at || record.first_seen_at)} · `);
  if (record.revision > 1) meta.append(element("span", "badge", `revision ${record.revision}`));
  if (record.take && record.take.label) meta.append(element("span", "badge", record.take.label));
  if (record.status === "withdrawn") meta.append(element("span", "badge", "withdrawn"));
  meta.append(record.feeds.join(", "));
  open.append(meta, element("div", "title", record.title || "(no title)"));
  const quote = record.quotes.find((q) => q.kind !== "indirect" && speakerName(q));
  if (quote) {
    const block = element("blockquote", "", quote.text);
    block.append(element("footer", "", speakerName(quote)));
    open.append(block);
  }
  const chips = element("div", "chips");
  for (const type of ["person", "organization", "place"]) {
    for (const entity of record.entities.filter((e) => e.type === type).slice(0, 4)) {
      const chip = element("span", `chip ${type}`, entity.name);
      chip.dataset.letter = LETTERS[type];
      chips.append(chip);
    }
  }
  open.append(chips);
  open.addEventListener("click", () => { location.hash = `article/${record.id}`; });
  item.append(open);
  return item;
}

function arrived(record) {
  const known = articles.get(record.id);
  if (known && known.record.version >= record.version) return;
  if (known) known.item.remove();
  const item = card(record);
  articles.delete(record.id);
  articles.set(record.id, { record, item });
  if (!matches(record)) item.hidden = true;
  $("stream").prepend(item);
  if (articles.size > KEPT) {
    const [oldest, { item: old }] = articles.entries().next().value;
    old.remove();
    articles.delete(oldest);
  }
  $("count").textContent = `${articles.size} articles`;
  if (location.hash === `#article/${record.id}`) show(record.id);
}

function matches(record) {
  const wanted = $("filter").value.trim().toLowerCase();
  if (!wanted) return true;
  const words = [record.title, ...record.feeds, ...record.entities.map((e) => e.name)];
  return words.some((word) => word && word.toLowerCase().includes(wanted));
}

// One article ----------------------------------------------------------------------------------------------------

async function show(id) {
  for (const { item } of articles.values()) item.removeAttribute("aria-current");
  articles.get(id)?.item.setAttribute("aria-current", "true");
  const response = await fetch(`/api/articles/${encodeURIComponent(id)}`);
  if (!response.ok) return;
  const versions = (await response.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const record = versions.at(-1);
  if (!record) return;
  const reader = $("reader");
  reader.replaceChildren();
  const meta = element("div", "meta");
  meta.append(element("b", "", record.publisher.name || record.publisher.domain));
  meta.append(` · ${day(record.published_at)} · ${record.language || "?"} · version ${record.version}`);
  const link = element("a", "", "source");
  if (/^https?:/.test(record.url)) link.href = record.url;
  link.rel = "noreferrer noopener";
  meta.append(" · ", link);
  reader.append(meta, element("h2", "", record.title || "(no title)"));
  const authors = record.authors.map((a) => a.name).join(", ");
  if (authors) reader.append(element("div", "meta", authors));
  if (record.credit) reader.append(element("div", "meta", `credit: ${record.credit}`));
  if (record.take && record.take.supersedes) {
    const earlier = element("a", "", "the take that this one supersedes");
    earlier.href = `#article/${record.take.supersedes}`;
    reader.append(earlier);
  }
  reader.append(...marked(record, element));
  reader.append(people(record), history(versions), raw(record));
}

function people(record) {
  const box = element("div", "chips");
  for (const entity of record.entities) {
    const named = entity.mentions.length;
    const chip = element("span", `chip ${entity.type}`, `${entity.name}${entity.role ? `, ${entity.role}` : ""} (${named})`);
    chip.dataset.letter = LETTERS[entity.type] || "?";
    chip.title = entity.links.map((l) => `${l.scheme} ${l.id}`).join(", ");
    box.append(chip);
  }
  return box;
}

function history(versions) {
  const box = element("details");
  box.append(element("summary", "", `${versions.length} version${versions.length === 1 ? "" : "s"}`));
  for (const version of versions) {
    const change = version.change;
    const what = change ? `changed ${change.fields.join(", ") || "nothing of the text"}; ${change.paragraphs_added.length} paragraphs added, ${change.paragraphs_removed} removed` : "first seen";
    box.append(element("p", "", `revision ${version.revision}, fetched ${day(version.fetched_at)}: ${what}`));
  }
  return box;
}

function raw(record) {
  const box = element("details");
  box.append(element("summary", "", "provenance and record"), element("pre", "", JSON.stringify(record.provenance, null, 1)), element("pre", "", JSON.stringify(record, null, 1)));
  return box;
}

// Feeds, dead letters, health ------------------------------------------------------------------------------------

async function feeds() {
  const response = await fetch("/api/feeds");
  if (!response.ok) return;
  const rows = (await response.json()).map((feed) => {
    const row = element("tr");
    row.append(element("td", "", feed.id), element("td", feed.health, feed.health), element("td", "", feed.reason || ""));
    row.append(element("td", "", clock(feed.last_poll_at)), element("td", "", clock(feed.next_poll_at)), element("td", "", feed.items_a_day.toFixed(1)));
    row.title = feed.url;
    return row;
  });
  $("feed-rows").replaceChildren(...rows);
}

async function letters() {
  const response = await fetch("/api/records/dead-letters?last=200");
  if (!response.ok) return;
  const all = (await response.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line)).reverse();
  $("no-letters").hidden = all.length > 0;
  $("letter-rows").replaceChildren(...all.map((letter) => {
    const row = element("tr");
    for (const text of [day(letter.failed_at), letter.stage, letter.kind, letter.reason, letter.feed, letter.url]) row.append(element("td", "", text || ""));
    return row;
  }));
}

async function health() {
  try {
    const state = await (await fetch("/readyz")).json();
    $("health").textContent = state.status + (state.reasons.length ? `: ${state.reasons.join("; ")}` : "");
  } catch {
    $("health").textContent = "the worker does not answer";
  }
}

// Views ----------------------------------------------------------------------------------------------------------

function route() {
  const [view, id] = location.hash.slice(1).split("/");
  const chosen = ["feeds", "letters"].includes(view) ? view : "live";
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== chosen;
  for (const link of document.querySelectorAll("nav a")) {
    if (link.dataset.view === chosen) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  }
  if (chosen === "feeds") feeds();
  if (chosen === "letters") letters();
  if (view === "article" && id) show(id);
}

const waiting = [];
const source = new EventSource("/api/live/enriched?last=60");
source.addEventListener("message", (event) => {
  const record = JSON.parse(event.data);
  if ($("pause").checked) waiting.push(record); else arrived(record);
});
source.addEventListener("error", () => { $("health").textContent = "connecting again"; });
source.addEventListener("open", health);
$("pause").addEventListener("change", () => { while (!$("pause").checked && waiting.length) arrived(waiting.shift()); });
$("filter").addEventListener("input", () => { for (const { record, item } of articles.values()) item.hidden = !matches(record); });
addEventListener("hashchange", route);
setInterval(() => { health(); if (!$("feeds").hidden) feeds(); if (!$("letters").hidden) letters(); }, 5000);
route();
health();
