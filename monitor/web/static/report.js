// Choosing a figure says beside the original what is known of it; the link itself leads the frame to its place.
(() => {
  const chosen = document.getElementById("chosen");
  if (!chosen) return;
  const lines = chosen.querySelector(".lines");
  const unplaced = chosen.querySelector(".unplaced");
  const field = document.getElementById("correct-cell");
  const cells = [...document.querySelectorAll(".tables .cell")];
  const narrow = window.matchMedia("(max-width: 70rem)");

  function choose(cell) {
    for (const other of cells) other.removeAttribute("aria-current");
    cell.setAttribute("aria-current", "true");
    lines.textContent = cell.title;
    unplaced.hidden = !("unplaced" in cell.dataset);
    if (field) field.value = cell.dataset.cell;
    if (narrow.matches) chosen.scrollIntoView({ block: "start" });
  }

  function step(cell, key) {
    const row = cell.closest("tr");
    const inRow = row ? [...row.querySelectorAll(".cell")] : [];
    const at = inRow.indexOf(cell);
    if (key === "ArrowLeft" || key === "ArrowRight") return inRow[at + (key === "ArrowRight" ? 1 : -1)];
    let other = row;
    do {
      other = key === "ArrowDown" ? other.nextElementSibling : other.previousElementSibling;
    } while (other && !other.querySelector(".cell"));
    const there = other ? [...other.querySelectorAll(".cell")] : [];
    return there[Math.min(at, there.length - 1)];
  }

  // A link leads to a cell by its name, from a finding of this page or of another.
  function arrive() {
    const cell = cells.find((one) => one.id && `#${one.id}` === decodeURIComponent(location.hash));
    if (!cell) return;
    choose(cell);
    if (cell.href) document.querySelector("iframe[name=original]").src = cell.href;
  }

  window.addEventListener("hashchange", arrive);
  arrive();

  for (const cell of cells) {
    cell.addEventListener("click", () => choose(cell));
    cell.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && cell.tagName !== "A") choose(cell);
      if (!event.key.startsWith("Arrow")) return;
      const next = step(cell, event.key);
      if (next) {
        event.preventDefault();
        next.focus();
      }
    });
  }
})();
