// Single keys for whoever works through findings. All of it can be done by the forms alone, and the keys can be put off.
(() => {
  const rows = [...document.querySelectorAll("table.findings tbody tr")];
  const acts = document.getElementById("acts");
  const keys = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  const all = document.getElementById("all");
  const kept = "gongkai-keys";
  let current = -1;

  function remembered() {
    try { return localStorage.getItem(kept) !== "off"; } catch { return true; }
  }

  function remember(value) {
    try { localStorage.setItem(kept, value ? "on" : "off"); } catch { /* nothing is kept, then */ }
  }

  function go(step) {
    if (!rows.length) {
      document.getElementById(step > 0 ? "next" : "previous")?.click();
      return;
    }
    rows[current]?.classList.remove("current");
    current = Math.max(0, Math.min(rows.length - 1, current + step));
    rows[current].classList.add("current");
    rows[current].querySelector("a.open").focus();
    rows[current].scrollIntoView({ block: "nearest" });
  }

  function box(row) {
    return row?.querySelector('input[name="id"]');
  }

  function chooseCurrent() {
    const one = box(rows[current]);
    if (one && !acts.querySelector('input[name="id"]:checked')) one.checked = true;
  }

  function press(act) {
    const button = acts?.querySelector(`button[value="${act}"]`);
    if (!button) return;
    chooseCurrent();
    if (rows.length && !acts.querySelector('input[name="id"]:checked')) return;
    button.click();
  }

  function dismiss() {
    const note = document.getElementById("note");
    if (!note) return;
    chooseCurrent();
    note.focus();
  }

  const done = {
    j: () => go(1),
    k: () => go(-1),
    x: () => { const one = box(rows[current]); if (one) one.checked = !one.checked; },
    o: () => rows[current]?.querySelector("a.open").click(),
    a: () => press("acknowledge"),
    d: dismiss,
    "/": () => document.getElementById("search")?.focus(),
    "?": () => keys?.showModal(),
  };

  function writes(element) {
    return element.closest("input:not([type=checkbox]), textarea, select, dialog");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(event.target)) return;
    if (!(event.key in done) || (!on?.checked && event.key !== "?")) return;
    event.preventDefault();
    done[event.key]();
  });

  rows.forEach((row, index) => row.addEventListener("focusin", () => {
    rows[current]?.classList.remove("current");
    current = index;
    row.classList.add("current");
  }));

  document.getElementById("note")?.addEventListener("keydown", (event) => {
    // Enter in the reason would press the first button, which acknowledges.
    if (event.key !== "Enter") return;
    event.preventDefault();
    press("dismiss");
  });

  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => rows.forEach((row) => { const one = box(row); if (one) one.checked = all.checked; }));
  }
  if (on) {
    on.checked = remembered();
    on.addEventListener("change", () => remember(on.checked));
  }
  const open = document.getElementById("keys-open");
  if (open && keys) {
    open.hidden = false;
    open.addEventListener("click", () => keys.showModal());
  }
})();
