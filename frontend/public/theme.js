// Runs before the first paint, so that the right theme never flashes. A file, because the page forbids inline scripts.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("mutuel.theme");
  } catch {
    // Storage is blocked: the system's theme applies.
  }
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = chosen === "dark" || chosen === "light" ? chosen : system;
})();
