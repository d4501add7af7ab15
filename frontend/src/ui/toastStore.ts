export interface Toast {
  id: number;
  tone: "done" | "failed";
  title: string;
  detail?: string;
}

const SHOWN = 3;
const DONE_MS = 8_000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(now: readonly Toast[]): void {
  toasts = now;
  for (const listener of listeners) listener();
}

export function toastList(): readonly Toast[] {
  return toasts;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

function add(toast: Omit<Toast, "id">): number {
  const id = next++;
  set([...toasts, { ...toast, id }].slice(-SHOWN));
  return id;
}

export function toastDone(title: string, detail?: string): void {
  const id = add({ tone: "done", title, detail });
  setTimeout(() => dismissToast(id), DONE_MS);
}

/** Stays until dismissed: an error may say where money is. */
export function toastFailed(title: string, detail: string): void {
  add({ tone: "failed", title, detail });
}
