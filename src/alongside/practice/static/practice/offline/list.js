// What waits, as rows. Words of others go in as text, never as markup.
import { filled } from "./note_form.js";

function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function button(text, act, css = "usa-button usa-button--outline al-button--s al-nowrap") {
  const made = element("button", css, text);
  made.type = "button";
  made.addEventListener("click", () => act(made));
  return made;
}

function row(title, note, ends) {
  const item = element("li");
  const inside = element("div", "al-rows__in");
  const main = element("span", "al-rows__main");
  main.append(element("span", "al-rows__title al-ink", title));
  if (note) main.append(element("span", "al-rows__note", note));
  inside.append(main, ...ends);
  item.append(inside);
  return item;
}

// "Thu, Nov 19, 2:30 – 3:15 PM": what was typed, in words; empty where it is not whole.
function whenOf(day, begins, ends) {
  const [from, to] = [begins, ends].map((time) => new Date(`${day}T${time}`));
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return "";
  const how = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" };
  const telling = new Intl.DateTimeFormat(document.documentElement.lang === "es" ? "es-US" : "en-US", how);
  return to > from ? telling.formatRange(from, to) : telling.format(from);
}

const first = (typed, name) => [typed[name]].flat()[0] ?? "";
const whenTyped = (typed) => whenOf(first(typed, "day"), first(typed, "begins"), first(typed, "ends"));

// found: from outbox.waiting; on: { change(item), remove(item) }.
export function showWaiting(section, found, words, on) {
  const mine = found.open.length + found.locked.length;
  section.querySelector("h2").textContent =
    mine === 0 ? words.nothingWaits : mine === 1 ? words.waitsOne : filled(words.waitsMany, { count: mine });
  const rows = found.open.map((own) => {
    const { content } = own;
    const state = !content.person ? words.whose : content.signs ? words.signedWaits : words.draftWaits;
    const line = content.typed.line?.[0] ?? "";
    const change = button(words.change, () => on.change(own));
    change.setAttribute("aria-label", `${words.change}: ${content.name || content.who}`);
    const shortened = line.length > 90 ? `${line.slice(0, 90)}…` : line;
    return row(content.name || content.who || words.another, [whenTyped(content.typed), state, shortened].filter(Boolean).join(" · "), [change, letGo(own)]);
  });
  function letGo(own) {
    let sure = false;
    return button(words.remove, (made) => {
      if (sure) return on.remove(own);
      sure = true;
      made.textContent = words.removeSure;
    });
  }
  const list = section.querySelector("ul");
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
  const said = [];
  if (found.locked.length) said.push(words.locked);
  if (found.ofAnother) said.push(words.ofAnother);
  if (found.unreadable.length) said.push(words.unreadable);
  section.querySelector("[data-also]").replaceChildren(...said.map((text) => element("p", "al-small al-soft", text)));
}

// Today's plans and, last, somebody else. parcel: nothing where it cannot be opened.
export function showToday(section, parcel, words, write) {
  const rows = (parcel?.planned ?? []).map((own) => {
    const act = button(words.write, () => write(own));
    act.setAttribute("aria-label", `${words.write}: ${own.name}`);
    return row(own.name, [whenTyped(own.typed), own.typed.place].filter(Boolean).join(" · "), [act]);
  });
  rows.push(row(words.somebodyElse, "", [button(words.write, () => write(undefined))]));
  section.querySelector("ul").replaceChildren(...rows);
}
