import { createContext, type ReactNode, use, useState } from "react";
import { ConnectDialog } from "./ConnectDialog";

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
      <ConnectDialog open={open} onOpenChange={setOpen} />
    </Open>
  );
}
