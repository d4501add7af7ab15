import { type KeyboardEvent, useEffect, useRef } from "react";

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A strip of links that scrolls sideways: brings the current one into view, and lets the arrow keys walk. */
export function useStrip(current: string, ready: boolean) {
  const ref = useRef<HTMLOListElement>(null);

  // The strip itself scrolls, never the page: a person may be reading further down.
  useEffect(() => {
    const strip = ref.current;
    const item = strip?.querySelector<HTMLElement>(`[data-round="${ready ? current : ""}"]`);
    if (!strip || !item) return;
    strip.scrollTo({ left: item.offsetLeft - (strip.clientWidth - item.clientWidth) / 2 });
  }, [current, ready]);

  function onKeyDown(event: KeyboardEvent<HTMLOListElement>) {
    const step = STEPS[event.key];
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  }

  /** By most of what is visible, so that one card stays to hold on to. */
  function move(direction: -1 | 1) {
    const strip = ref.current;
    strip?.scrollBy({ left: direction * strip.clientWidth * 0.8, behavior: "smooth" });
  }

  return { ref, onKeyDown, move };
}
