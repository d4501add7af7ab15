import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { WagmiProvider } from "wagmi";
import { ConfigContext } from "@/api/config";
import { configQuery } from "@/api/queries";
import { createWagmi } from "@/chain/wagmi";
import { ApiRefusal } from "@/errors/api";
import type { PublicConfig } from "@/generated/api/types.gen";
import { Failed, Loading } from "@/ui/States";
import { Toasts } from "@/ui/Toasts";
import { router } from "./router";

/** A refusal is final until something changes; silence is worth two more tries. */
const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 2_000, retry: (failures, error) => !(error instanceof ApiRefusal) && failures < 2 },
  },
});

export function Boot() {
  return (
    <QueryClientProvider client={queries}>
      <Configured />
    </QueryClientProvider>
  );
}

/** Nothing can be shown before the network and the contracts are known. */
function Configured() {
  const { data, error, failureReason, refetch } = useQuery({
    ...configQuery,
    refetchInterval: ({ state }) => (state.data ? false : 5_000),
  });
  const why = useLast(error ?? failureReason);
  if (data) {
    return (
      <Connected config={data}>
        <RouterProvider router={router} />
        <Toasts />
      </Connected>
    );
  }
  return (
    <main className="grid min-h-dvh place-items-center">
      {why ? (
        <Failed error={why} retry={refetch} />
      ) : (
        <Loading what="Mutuel">
          <p className="text-page font-semibold text-muted">Mutuel</p>
        </Loading>
      )}
    </main>
  );
}

/** The latest value that is there: what went wrong stays in sight while it is tried again. */
function useLast<Value>(value: Value | null): Value | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}

function Connected({ config, children }: { config: PublicConfig; children: ReactNode }) {
  const [wagmi] = useState(() => createWagmi(config));
  return (
    <ConfigContext value={config}>
      <WagmiProvider config={wagmi}>{children}</WagmiProvider>
    </ConfigContext>
  );
}
