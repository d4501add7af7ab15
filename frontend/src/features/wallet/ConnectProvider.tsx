import { createContext, lazy, type ReactNode, Suspense, use, useState } from "react";

const ConnectDialog = lazy(() => import("./ConnectDialog"));

const Open = createContext<() => void>(() => {});

/** Opens the connect dialog from anywhere below the shell. */
export function useConnectDialog(): () => void {
  return use(Open);
}

export function ConnectProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Open value={() => setOpen(true)}>
      {children}
      {open && (
        <Suspense>
          <ConnectDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Open>
  );
}
