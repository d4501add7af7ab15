import { useSyncExternalStore } from "react";
import { AlertIcon, CheckIcon, CloseIcon } from "./icons";
import { dismissToast, onToasts, type Toast, toastList } from "./toastStore";

/** The latest messages, in a live region that is there from the start so that screen readers hear each one. */
export function Toasts() {
  const toasts = useSyncExternalStore(onToasts, toastList);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="fixed right-4 bottom-36 left-4 z-60 flex flex-col gap-2 sm:left-auto sm:w-88 lg:bottom-4"
    >
      {toasts.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function Message({ toast: { id, tone, title, detail } }: { toast: Toast }) {
  return (
    <div className="rise flex items-start gap-3 rounded-card border border-hairline bg-s2 p-3 shadow-lg">
      <span className={tone === "failed" ? "text-down" : "text-up"}>
        {tone === "failed" ? <AlertIcon /> : <CheckIcon />}
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {detail && <p className="text-muted [overflow-wrap:anywhere]">{detail}</p>}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        onClick={() => dismissToast(id)}
        className="-m-1 grid size-8 place-items-center rounded-control text-muted hover:text-ink"
      >
        <CloseIcon />
      </button>
    </div>
  );
}
