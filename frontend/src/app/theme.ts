import { useSyncExternalStore } from "react";

export type Theme = "dark" | "light";

const KEY = "mutuel.theme";
const system = matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();

function current(): Theme {
  return document.documentElement.dataset.theme === "light" ? "light" : "dark";
}

function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

/** The person's choice, if there is one and storage can be read. */
function chosen(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

system.addEventListener("change", () => {
  if (chosen() === null) show(system.matches ? "light" : "dark");
});

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  show(theme);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme that is showing; public/theme.js set the first one. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current);
}
