import { Toast } from "@base-ui/react/toast";
import { AlertIcon, CheckIcon, CloseIcon } from "./icons";

/** One manager for the page, so that code outside React can tell the person too. */
export const toasts = Toast.createToastManager();

export function toastDone(title: string, description?: string): void {
  toasts.add({ title, description, type: "done", timeout: 8000 });
}

/** Stays until dismissed: an error may say where money is. */
export function toastFailed(title: string, description: string): void {
  toasts.add({ title, description, type: "failed", timeout: 0, priority: "high" });
}

export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-36 left-4 z-50 flex flex-col gap-2 sm:left-auto sm:w-88 lg:bottom-4">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager();
  return shown.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="pop flex items-start gap-3 rounded-card border border-hairline bg-s2 p-3 shadow-lg data-[limited]:hidden"
    >
      <span className={toast.type === "failed" ? "text-down" : "text-up"}>
        {toast.type === "failed" ? <AlertIcon /> : <CheckIcon />}
      </span>
      <Toast.Content className="min-w-0 flex-1">
        <Toast.Title className="font-semibold" />
        <Toast.Description className="text-muted [overflow-wrap:anywhere]" />
      </Toast.Content>
      <Toast.Close
        aria-label="Dismiss"
        className="-m-1 grid size-8 place-items-center rounded-control text-muted hover:text-ink"
      >
        <CloseIcon />
      </Toast.Close>
    </Toast.Root>
  ));
}
