import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { WagmiProvider } from "wagmi";
import { connect } from "wagmi/actions";
import { ConfigContext } from "@/api/config";
import type { Wagmi } from "@/chain/wagmi";
import { SlipProvider } from "@/features/bet/SlipProvider";
import { CONFIG, type fakeWallet } from "./fakeWallet";

/** A page at its path, at `at` of it, with the slip, and the fake wallet connected. Other paths lead nowhere. */
export async function mounted({
  path,
  at = path,
  page,
  fake,
}: {
  path: string;
  at?: string;
  page: () => ReactNode;
  fake: ReturnType<typeof fakeWallet>;
}): Promise<void> {
  const wagmi = fake.wagmi as Wagmi;
  const [connector] = wagmi.connectors;
  if (!connector) throw new Error("the fake has no connector");
  await connect(wagmi, { connector });
  const root = createRootRoute({
    component: () => (
      <SlipProvider>
        <Outlet />
      </SlipProvider>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path, component: page })]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ConfigContext value={CONFIG}>
        <WagmiProvider config={wagmi}>
          <RouterProvider router={router as never} />
        </WagmiProvider>
      </ConfigContext>
    </QueryClientProvider>,
  );
}
