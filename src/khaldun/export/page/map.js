"use strict";
const record = JSON.parse(document.getElementById("record").textContent);
const { places, spells, incidents, claims, holders, stripes, land, first, last } = record;
const $ = (id) => document.getElementById(id);
const canvas = $("map"), ctx = canvas.getContext("2d"), slider = $("day"), panel = $("panel");
const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEK = 7, NOBODY = "#c5cbd1";
const view = { x: 0, y: 0, scale: 60 };
let day = last, chosen = null, timer = null;

const mercator = (lat) => (Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, lat)) * Math.PI) / 360)) * 180) / Math.PI;
const said = (n) => { const d = new Date(n * 864e5); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };
const iso = (n) => new Date(n * 864e5).toISOString().slice(0, 10);
const until = (s) => (s.stop === null ? last + 1 : s.stop);
const colour = (id) => (holders[id] ? holders[id].colour : NOBODY);
// Who is shown first, and the rival whose stripes are over it.
const lead = (s) => s.holder || (s.status === "contested" && s.others.length ? s.others[0][0] : null);
const rival = (s) => (s.others.map((o) => o[0]).find((id) => id !== lead(s)) ?? null);
const MARKS = new Map(Object.entries(holders).map(([id, h]) => [id, new Path2D(h.mark)])), STRIPES = new Path2D(stripes);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byPlace = new Map();
for (const s of spells) byPlace.set(s.place, [...(byPlace.get(s.place) || []), s]);
const held = (place) => (byPlace.get(place) || []).find((s) => s.start <= day && day < until(s));
// The last day up to this one on which a claim for it speaks; null where none has.
const reported = (s) => s.for.map((id) => claims[id]?.on ?? null).concat(s.reported).filter((n) => n !== null && n <= day).reduce((a, b) => (a === null ? b : Math.max(a, b)), null);
// What is left of the full colour so many days after the last report; as on the pages.
const FADING = [[0, 1], [30, 0.85], [90, 0.59], [180, 0.4], [365, 0.25]];
function faded(s) {
  const on = reported(s), age = on === null ? Infinity : day - on, i = FADING.findIndex(([days]) => age < days);
  if (i < 1) return i < 0 ? 0.25 : 1;
  const [[a, from], [b, to]] = [FADING[i - 1], FADING[i]];
  return from + ((to - from) * (age - a)) / (b - a);
}
const changes = [...new Set(spells.flatMap((s) => [s.start, ...(s.stop === null ? [] : [s.stop])]))].filter((n) => n >= first && n <= last).sort((a, b) => a - b);

const outline = new Path2D();
for (const ring of land) {
  for (let i = 0; i < ring.length; i += 2) i ? outline.lineTo(ring[i], -mercator(ring[i + 1])) : outline.moveTo(ring[i], -mercator(ring[i + 1]));
  outline.closePath();
}

// Places of one point stand around it, like the seeds of a sunflower.
const turns = new Map();
for (const p of places.filter((p) => byPlace.has(p.id))) {
  const point = `${p.lat} ${p.lon}`;
  p.turn = turns.get(point) ?? 0;
  turns.set(point, p.turn + 1);
}

function at(place) {
  const p = places[place], turn = p.turn ?? 0, away = 15 * Math.sqrt(turn);
  if (p.lat === null) return null;
  return [(p.lon - view.x) * view.scale + canvas.clientWidth / 2 + away * Math.cos(turn * 2.4), (view.y - mercator(p.lat)) * view.scale + canvas.clientHeight / 2 + away * Math.sin(turn * 2.4)];
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

// Nearly all places in view: one far from the rest would make all small.

function fit() {
  const found = places.filter((p) => p.lat !== null && byPlace.has(p.id));
  const known = found.length ? found : places.filter((p) => p.lat !== null);
  if (!known.length) return;
  const x = middle(known.map((p) => p.lon)), y = middle(known.map((p) => p.lat));
  const away = (p) => Math.hypot(p.lon - x, p.lat - y), near = Math.max(3, 4 * middle(known.map(away)));
  const all = known.filter((p) => away(p) <= near);
  const xs = all.map((p) => p.lon), ys = all.map((p) => mercator(p.lat));
  view.x = (Math.min(...xs) + Math.max(...xs)) / 2;
  view.y = (Math.min(...ys) + Math.max(...ys)) / 2;
  const wide = Math.max(1, Math.max(...xs) - Math.min(...xs)), high = Math.max(1, Math.max(...ys) - Math.min(...ys));
  view.scale = 0.86 * Math.min(canvas.clientWidth / wide, canvas.clientHeight / high);
}

function disc(x, y, r, fill, from = 0, to = 2 * Math.PI) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.arc(x, y, r, from, to);
  ctx.fillStyle = fill;
  ctx.fill();
}

function draw() {
  const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
  if (canvas.width !== w * ratio || canvas.height !== h * ratio) { canvas.width = w * ratio; canvas.height = h * ratio; }
  $("frame").style.setProperty("--shape", `${w} / ${h}`);
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.fillStyle = css("--sea");
  ctx.fillRect(0, 0, w, h);
  ctx.save();
  ctx.translate(w / 2 - view.x * view.scale, h / 2 + view.y * view.scale);
  ctx.scale(view.scale, view.scale);
  ctx.fillStyle = css("--land");
  ctx.fill(outline);
  ctx.strokeStyle = css("--border");
  ctx.lineWidth = 0.8 / view.scale;
  ctx.stroke(outline);
  ctx.restore();
  if ($("shown").checked) for (const i of incidents) if (i.start <= day && i.last > day - WEEK && i.place !== null) happening(i);
  const labels = [];
  for (const p of places) place(p, labels);
  ctx.font = "12px system-ui, sans-serif";
  ctx.textAlign = "left";
  const taken = [];
  for (const [x, y, name, main] of labels) {
    const box = [x + 11, y - 8, x + 15 + ctx.measureText(name).width, y + 8];
    if (!main && taken.some((t) => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) continue;
    taken.push(box);
    ctx.lineWidth = 3;
    ctx.strokeStyle = css("--land");
    ctx.strokeText(name, x + 12, y + 4);
    ctx.fillStyle = css("--ink");
    ctx.fillText(name, x + 12, y + 4);
  }
}

function happening(i) {
  const where = at(i.place);
  if (!where) return;
  ctx.globalAlpha = 0.75;
  ctx.strokeStyle = css("--ink");
  ctx.lineWidth = 1.5;
  ctx.strokeRect(where[0] - 12, where[1] - 12, 24, 24);
  ctx.globalAlpha = 1;
}

function place(p, labels) {
  const s = held(p.id), where = at(p.id);
  if (!where || (!s && p.id !== chosen)) return;
  const [x, y] = where;
  const km = (view.scale * (p.radius || 0)) / (111.2 * Math.cos((p.lat * Math.PI) / 180));
  ctx.globalAlpha = s ? faded(s) : 1;
  if (s && km > 12) { ctx.globalAlpha *= 0.25; disc(x, y, km, colour(s.holder)); ctx.globalAlpha /= 0.25; }
  disc(x, y, 10.5, "#fff");
  const who = s ? lead(s) : null;
  disc(x, y, 9, colour(who));
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(0.9, 0.9);
  if (s && s.status === "contested") {
    ctx.fillStyle = rival(s) === null ? "#fff" : colour(rival(s));
    ctx.fill(STRIPES);
  } else if (MARKS.has(who)) {
    ctx.fillStyle = holders[who].text;
    ctx.fill(MARKS.get(who));
  }
  ctx.restore();
  ctx.globalAlpha = 1;
  if (s && s.status === "besieged") { ring(x, y, 13, "#fff"); ring(x, y, 13, css("--alarm"), 2); }
  if (p.id === chosen) ring(x, y, 17, css("--mark"), 2.5);
  if (view.scale > 25 || p.id === chosen) labels.push([x, y, p.name, p.id === chosen]);
}

function ring(x, y, r, stroke, width = 5) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.lineWidth = width;
  ctx.strokeStyle = stroke;
  ctx.stroke();
}

function node(tag, text, className) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// A holder's sign in small; of a stretch of control, with stripes where it is contested.
function chip(id, s) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "-11 -11 22 22");
  made.setAttribute("class", "chip");
  made.setAttribute("aria-hidden", "true");
  const part = (tag, values) => { const each = document.createElementNS(SVG, tag); for (const name in values) each.setAttribute(name, values[name]); made.append(each); };
  part("circle", { r: 10, fill: colour(id), stroke: "currentColor", "stroke-opacity": 0.5 });
  if (s && s.status === "contested") part("path", { d: stripes, fill: rival(s) === null ? "#fff" : colour(rival(s)) });
  else if (holders[id]) part("path", { d: holders[id].mark, fill: holders[id].text });
  return made;
}
const SVG = "http://www.w3.org/2000/svg";

function holding(s) {
  if (!s) return "no report says who holds it";
  const who = s.name || "nobody known";
  const how = { held: `held by ${who}`, contested: "fought over", besieged: `besieged, held by ${who}`, unknown: "not known who holds it" }[s.status];
  return `${how} (${Math.round(s.p * 100)}\u00a0%)`;
}

function list() {
  panel.replaceChildren(node("h2", "Places on this day"));
  const ul = node("ul");
  const found = places.filter((p) => held(p.id)).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const p of found) {
    const li = node("li"), button = node("button", p.name);
    button.type = "button";
    button.onclick = () => choose(p.id);
    li.append(button, " ", chip(lead(held(p.id)), held(p.id)), " ", node("span", holding(held(p.id)), "soft"));
    ul.append(li);
  }
  panel.append(found.length ? ul : node("p", "No place is told of on this day.", "soft"));
}

function detail() {
  const p = places[chosen], s = held(chosen), back = node("button", "← all places");
  back.type = "button";
  back.onclick = () => choose(null);
  panel.replaceChildren(back, node("h2", p.name), node("p", holding(s)));
  if (s) {
    panel.append(node("p", `${said(s.start)} – ${s.stop === null ? "until further notice" : said(s.stop - 1)}${reported(s) === null ? "" : `; last reported ${said(reported(s))}`}`, "soft"));
    quotes("Told for it", s.for, "");
    quotes("Told against it", s.against, "against");
  }
  const near = incidents.filter((i) => i.place === chosen && i.start <= day && i.last > day - WEEK);
  if (near.length) {
    panel.append(node("h3", "Incidents of the week"));
    for (const i of near) {
      panel.append(node("p", `${i.kind.replace(".", " ")}, ${said(i.start)}${i.last > i.start ? ` – ${said(i.last)}` : ""}${i.grade ? ` · ${i.grade}` : ""}${i.disputed ? " · disputed" : ""}`));
      quotes("", i.claims, "");
    }
  }
  panel.append(node("h3", "Through time"));
  const ul = node("ul");
  for (const each of byPlace.get(chosen) || []) {
    const li = node("li"), button = node("button", said(each.start));
    button.type = "button";
    button.onclick = () => go(Math.max(first, each.start));
    li.append(button, " ", chip(lead(each), each), " ", node("span", holding(each), "soft"));
    ul.append(li);
  }
  panel.append(ul);
}

function quotes(title, ids, className) {
  const found = ids.map((id) => claims[id]).filter(Boolean);
  if (!found.length) return;
  if (title) panel.append(node("h3", title));
  for (const c of found) {
    panel.append(node("blockquote", c.text, className));
    panel.append(node("p", [c.status === "happened" ? "" : c.status, c.speaker ? `by the word of ${c.speaker}` : "in the report’s own voice", c.source, c.day].filter(Boolean).join(" · "), "soft"));
  }
}

function show() {
  slider.value = day;
  slider.setAttribute("aria-valuetext", said(day));
  $("date").textContent = said(day);
  chosen === null ? list() : detail();
  draw();
  const hash = `#day=${iso(day)}${chosen === null ? "" : `&place=${encodeURIComponent(places[chosen].key)}`}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

function go(to) { day = Math.max(first, Math.min(last, to)); show(); }
function choose(place) { chosen = place; show(); panel.scrollTop = 0; }
function change(way) {
  const found = way > 0 ? changes.find((n) => n > day) : changes.findLast((n) => n < day);
  if (found !== undefined) go(found);
}

function play() {
  const on = timer === null;
  $("play").setAttribute("aria-pressed", String(on));
  $("play").textContent = on ? "Stop" : "Play";
  if (!on) { clearInterval(timer); timer = null; return; }
  if (day >= last) day = first;
  timer = setInterval(() => (day >= last ? play() : go(day + Math.max(1, Math.round((last - first) / 300)))), 80);
}

function nearest(x, y) {
  let best = null, least = 18;
  for (const p of places) {
    const where = held(p.id) ? at(p.id) : null;
    const far = where ? Math.hypot(where[0] - x, where[1] - y) : Infinity;
    if (far < least) { best = p.id; least = far; }
  }
  return best;
}

function zoom(by, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
  const scale = Math.max(2, Math.min(4000, view.scale * by)), dx = x - canvas.clientWidth / 2, dy = y - canvas.clientHeight / 2;
  view.x += dx / view.scale - dx / scale;
  view.y -= dy / view.scale - dy / scale;
  view.scale = scale;
  draw();
}

let grip = null;
canvas.onpointerdown = (e) => { grip = { x: e.clientX, y: e.clientY, moved: 0 }; canvas.setPointerCapture(e.pointerId); };
canvas.onpointermove = (e) => {
  if (!grip) return;
  const dx = e.clientX - grip.x, dy = e.clientY - grip.y;
  view.x -= dx / view.scale;
  view.y += dy / view.scale;
  grip = { x: e.clientX, y: e.clientY, moved: grip.moved + Math.abs(dx) + Math.abs(dy) };
  draw();
};
canvas.onpointerup = (e) => {
  const box = canvas.getBoundingClientRect();
  if (grip && grip.moved < 5) choose(nearest(e.clientX - box.left, e.clientY - box.top));
  grip = null;
};
canvas.onwheel = (e) => { e.preventDefault(); const box = canvas.getBoundingClientRect(); zoom(Math.exp(-e.deltaY / 500), e.clientX - box.left, e.clientY - box.top); };
canvas.onkeydown = (e) => {
  const step = 60 / view.scale, moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
  if (moves[e.key]) { e.preventDefault(); view.x += moves[e.key][0]; view.y += moves[e.key][1]; draw(); }
  if (e.key === "+" || e.key === "-") zoom(e.key === "+" ? 1.4 : 1 / 1.4);
};
$("in").onclick = () => zoom(1.5);
$("out").onclick = () => zoom(1 / 1.5);
$("earlier").onclick = () => change(-1);
$("later").onclick = () => change(1);
$("play").onclick = play;
$("shown").onchange = draw;
slider.oninput = () => go(Number(slider.value));
window.onresize = draw;
matchMedia("(prefers-color-scheme: dark)").onchange = draw;

for (const id of Object.keys(holders)) {
  const li = node("li");
  li.append(chip(id), ` ${holders[id].name}`);
  $("legend").append(li);
}
slider.min = first;
slider.max = last;
const asked = new URLSearchParams(location.hash.slice(1));
if (asked.get("day")) { const n = Math.floor(Date.parse(asked.get("day")) / 864e5); if (n >= first && n <= last) day = n; }
if (asked.get("place")) { const found = places.find((p) => p.key === asked.get("place")); if (found) chosen = found.id; }
fit();
show();
