// The fields of «実績の報告»: drawn from the server's HTML, told to it cell by cell when one is left.

const CONNECTION = "data-test-connection-state";

class Desk {
  constructor(parent) {
    this.turn = 0;
    this.fields = parent.appendChild(document.createElement("fieldset"));
    for (const leaving of ["change", "focusout"]) {
      this.fields.addEventListener(leaving, ({ target }) => this.leave(target));
    }
    this.fields.addEventListener("paste", (event) => this.paste(event));
    this.app = document.querySelector("[data-testid=stApp]");
    this.watch = new MutationObserver(() => this.follow());
  }

  // Without the server, nothing can be typed that nobody would keep; what was, is told later.
  follow() {
    this.fields.disabled = this.app.getAttribute(CONNECTION) !== "CONNECTED";
    if (this.waits && !this.fields.disabled) this.pass();
  }

  // What stands in a cell as the server should know it: told and not yet heard, or heard.
  known(name) {
    return this.told[name] ?? this.values[name] ?? "";
  }

  leave(field) {
    if (field.name && wordsOf(field) !== this.known(field.name)) this.tell([field]);
  }

  tell(fields) {
    for (const field of fields) this.told[field.name] = wordsOf(field);
    if (this.fields.disabled) this.waits = true;
    else this.pass();
  }

  // `turn`: what the server hears once; never the same, not on the next visit of the page either.
  pass() {
    this.waits = false;
    this.turn = Math.max(this.turn + 1, Date.now());
    this.send({ turn: this.turn, told: { ...this.told } });
  }

  // Cells of a spreadsheet go into as many fields; what has no room is pasted as it is.
  paste(event) {
    const words = event.clipboardData.getData("text").replace(/\r?\n$/, "");
    const places = placesOf(event.target, words.split(/\r?\n/).map((line) => line.split("\t")));
    if (places.length < 2 || places.some(([field]) => !field)) return;
    event.preventDefault();
    for (const [field, word] of places) field.value = word.trim();
    this.tell(places.map(([field]) => field));
  }

  show({ key, name, html, slots, values, wrong }) {
    const stood = { ...this.values, ...this.told };
    if (key !== this.key) [this.told, this.rows] = [{}, []];
    this.key = key;
    this.values = values;
    for (const cell of Object.keys(this.told)) {
      if (this.told[cell] === (values[cell] ?? "")) delete this.told[cell];
    }
    this.draw(html);
    this.fields.setAttribute("aria-label", name);
    for (const slot of this.fields.querySelectorAll("[data-slot]")) {
      const words = slots[slot.dataset.slot] ?? "";
      if (slot.words !== words) slot.innerHTML = slot.words = words;
    }
    for (const field of this.fields.querySelectorAll("[name]")) {
      const value = this.known(field.name);
      if (field.type === "checkbox") field.checked = value === field.value;
      // Where the reader is typing, that stays; where the cursor only rests, a colleague's words
      // come in: else leaving the cell would tell the old ones again.
      else if (field !== document.activeElement || field.value === (stood[field.name] ?? ""))
        field.value = value;
      mark(field, wrong[field.name]);
    }
    this.watch.observe(this.app, { attributeFilter: [CONNECTION] });
    this.follow();
  }

  // Only rows that differ; where the reader was in one of them, the reader stays.
  draw(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const rows = [...made.content.children];
    const sources = rows.map((row) => row.outerHTML);
    const left = document.activeElement;
    const isLeft = this.fields.contains(left);
    if (rows.length !== this.rows.length) this.fields.replaceChildren(...rows);
    else {
      const drawn = [...this.fields.children];
      rows.forEach((row, at) => sources[at] !== this.rows[at] && drawn[at].replaceWith(row));
    }
    this.rows = sources;
    if (!isLeft || this.fields.contains(left)) return;
    const field = this.fields.querySelector(`[name="${CSS.escape(left.name)}"]`);
    if (!field) return;
    field.value = left.value;
    field.focus();
  }
}

// Refused, or asked about, in the cell itself: what of it stands in words beside it.
function mark(field, severity) {
  if (severity === "refuse") field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  field.toggleAttribute("data-asked", severity !== undefined && severity !== "refuse");
}

function wordsOf({ type, checked, value }) {
  return type === "checkbox" ? (checked ? value : "") : value.trim();
}

// Which field takes which word: a month's fields are a line, months follow each other downwards.
function placesOf(target, lines) {
  const months = new Map();
  for (const field of target.closest(".ydx-fields")?.querySelectorAll("input[type=text]") ?? []) {
    const month = field.name.slice(0, field.name.lastIndexOf("."));
    months.set(month, [...(months.get(month) ?? []), field]);
  }
  const rows = [...months.values()];
  const first = rows.findIndex((fields) => fields.includes(target));
  const place = rows[first]?.indexOf(target);
  const isOneLine = lines.length === 1 && place + lines[0].length > rows[first]?.length;
  return (isOneLine ? lines[0].map((word) => [word]) : lines).flatMap((line, down) =>
    line.map((word, right) => [rows[first + down]?.[place + right], word]),
  );
}

export default function ({ parentElement, data, setStateValue }) {
  const desk = (parentElement.desk ??= new Desk(parentElement));
  desk.send = (cells) => setStateValue("cells", cells);
  desk.show(JSON.parse(new TextDecoder().decode(data)));
  return () => desk.watch.disconnect();
}
