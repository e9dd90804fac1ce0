// A note's form and the fields it holds, to and fro. Fields go by their names, as the server takes them: each a list.
const NOT_OF_THE_NOTE = new Set(["csrfmiddlewaretoken", "draft", "hand", "since", "token", "person", "who"]);

export function typedIn(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    if (!NOT_OF_THE_NOTE.has(name)) (typed[name] ??= []).push(String(value));
  }
  return typed;
}

export function fill(form, typed) {
  for (const field of form.elements) {
    if (!field.name || NOT_OF_THE_NOTE.has(field.name)) continue;
    const values = typed[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      if (values) field.checked = values.includes(field.value) || (field.value === "on" && values[0] === "on");
    } else if (values) field.value = values[0] ?? "";
  }
}

// "2026-11-19" and "14:30" where the agency is, by our clock: the device's own may be off, and its zone another.
export function nowThere(clock, minutesAgo = 0) {
  const at = new Date(Date.now() - (clock.ahead ?? 0) * 1000 - minutesAgo * 60_000);
  at.setMinutes(at.getMinutes() - (at.getMinutes() % 15), 0, 0);
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: clock.zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type) => parts.find((own) => own.type === type).value;
  return { day: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

// A contact that ended just now and took three quarters of an hour, until the writer says otherwise.
export function justNow(clock) {
  const begins = nowThere(clock, 45);
  const ends = nowThere(clock);
  return {
    day: [begins.day],
    begins: [begins.time],
    ends: [ends.time],
    ends_next_day: begins.day === ends.day ? [] : ["on"],
  };
}

export function clockWords(language, at = new Date()) {
  return new Intl.DateTimeFormat(language === "es" ? "es-US" : "en-US", { hour: "numeric", minute: "2-digit" }).format(at);
}

export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_whole, name) => String(values[name] ?? ""));
}
