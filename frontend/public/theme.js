// Runs before the first paint, so that a chosen theme never flashes. A file, because the page forbids inline scripts.
try {
  const chosen = localStorage.getItem("mutuel.theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is blocked: the system's theme applies.
}
