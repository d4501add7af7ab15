import { useSyncExternalStore } from "react";

export type Theme = "dark" | "light";

const KEY = "mutuel.theme";
const system = matchMedia("(prefers-color-scheme: light)");
const listeners = new Set<() => void>();

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return system.matches ? "light" : "dark";
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  system.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener("change", listener);
  };
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
  for (const listener of listeners) listener();
}

/** The theme that is showing: the person's choice, else the system's. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current);
}
