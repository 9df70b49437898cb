// The fields of «実績の報告»: drawn from the server's HTML, told to it cell by cell when one is left.

const CONNECTION = "data-test-connection-state";

class Desk {
  constructor(parent) {
    this.told = {}; // cells left in this visit: what stands in them is the reader's
    this.fields = parent.appendChild(document.createElement("fieldset"));
    this.fields.addEventListener("change", ({ target }) => this.tell([target]));
    this.fields.addEventListener("paste", (event) => this.paste(event));
    this.app = document.querySelector("[data-testid=stApp]");
    this.watch = new MutationObserver(() => this.follow());
    this.watch.observe(this.app, { attributeFilter: [CONNECTION] });
  }

  // Without the server, nothing can be typed that nobody would keep; what was, is told later.
  follow() {
    this.fields.disabled = this.app.getAttribute(CONNECTION) !== "CONNECTED";
    if (this.waits && !this.fields.disabled) this.pass();
  }

  tell(fields) {
    for (const { name, type, checked, value } of fields) {
      this.told[name] = type === "checkbox" ? (checked ? value : "") : value.trim();
    }
    if (this.fields.disabled) this.waits = true;
    else this.pass();
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

  pass() {
    this.waits = false;
    this.send({ ...this.told });
  }

  show({ key, name, html, slots, values }) {
    if (key !== this.key) this.told = {};
    if (key !== this.key || html !== this.html) this.draw(html);
    this.key = key;
    this.html = html;
    this.fields.setAttribute("aria-label", name);
    for (const slot of this.fields.querySelectorAll("[data-slot]")) {
      const words = slots[slot.dataset.slot] ?? "";
      if (slot.words !== words) slot.innerHTML = slot.words = words;
    }
    for (const field of this.fields.querySelectorAll("[name]")) {
      const value = this.told[field.name] ?? values[field.name] ?? "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else if (field !== document.activeElement) field.value = value;
    }
    this.follow();
  }

  // Where the reader was in the fields before, the reader stays.
  draw(html) {
    const left = this.fields.contains(document.activeElement) ? document.activeElement : null;
    this.fields.innerHTML = html;
    const field = left && this.fields.querySelector(`[name="${CSS.escape(left.name)}"]`);
    if (!field) return;
    field.value = left.value;
    field.focus();
  }
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
