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
    this.fields.addEventListener("keydown", (event) => step(event));
    this.fields.addEventListener("click", ({ target }) => this.mend(target));
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

  // «直す»: to the cell that is spoken of, wherever on the page.
  mend({ dataset }) {
    if (!dataset.mend) return;
    const field = document.querySelector(`[name="${CSS.escape(dataset.mend)}"]`);
    field?.focus();
    field?.select();
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

// The months of a field, as they follow each other: of each its value, then its people.
function monthsBeside(target) {
  const months = new Map();
  const among = target.closest(".ydx-fields, .ydx-months");
  for (const field of among?.querySelectorAll("input[type=text]") ?? []) {
    const month = field.name.slice(0, field.name.lastIndexOf("."));
    months.set(month, [...(months.get(month) ?? []), field]);
  }
  return [...months.values()];
}

// Which field takes which word: months lie below each other, or side by side as on the page.
function placesOf(target, lines) {
  const months = monthsBeside(target);
  const first = months.findIndex((fields) => fields.includes(target));
  const place = months[first]?.indexOf(target);
  const isAcross = place + lines[0].length > months[first]?.length;
  const turned = isAcross ? lines[0].map((_, at) => lines.map((line) => line[at])) : lines;
  return turned.flatMap((line, down) =>
    line.map((word, right) => [months[first + down]?.[place + right], word ?? ""]),
  );
}

// From month to month with the arrows or Enter, as in a spreadsheet; the arrows go the way that the
// months lie, and leave a word that is being written only at its ends.
function step(event) {
  const { target, key } = event;
  const table = target.closest(".ydx-months");
  if (!table || target.type !== "text" || event.isComposing || event.ctrlKey || event.altKey) return;
  const months = monthsBeside(target);
  const at = months.findIndex((fields) => fields.includes(target));
  const [down, right] = wayOf(event, isTurned(table)) ?? [];
  if (down === undefined || (key === "ArrowLeft" && !isAtStart(target))) return;
  if (key === "ArrowRight" && !isAtEnd(target)) return;
  event.preventDefault();
  const next = months[at + down]?.[months[at].indexOf(target) + right];
  (next ?? target).focus();
  (next ?? target).select();
}

// [months onwards, lines onwards] of a key.
function wayOf({ key, shiftKey }, turned) {
  if (key === "Enter") return [shiftKey ? -1 : 1, 0];
  if (shiftKey) return undefined;
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const way = ways[key];
  return turned ? way?.toReversed() : way;
}

// Whether the months go down.
function isTurned(table) {
  const [first, second] = table.querySelectorAll("input[type=text]");
  return second !== undefined && first.offsetTop !== second.offsetTop;
}

function isAtStart({ selectionStart, selectionEnd, value }) {
  return selectionEnd === 0 || isWhole({ selectionStart, selectionEnd, value });
}

function isAtEnd({ selectionStart, selectionEnd, value }) {
  return selectionStart === value.length || isWhole({ selectionStart, selectionEnd, value });
}

function isWhole({ selectionStart, selectionEnd, value }) {
  return selectionStart === 0 && selectionEnd === value.length;
}

export default function ({ parentElement, data, setStateValue }) {
  const desk = (parentElement.desk ??= new Desk(parentElement));
  desk.send = (cells) => setStateValue("cells", cells);
  desk.show(JSON.parse(new TextDecoder().decode(data)));
  return () => desk.watch.disconnect();
}
