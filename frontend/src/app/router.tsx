import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
} from "@tanstack/react-router";
import { marketsSearch } from "@/features/markets/search";
import { Failed } from "@/ui/States";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: "/",
    validateSearch: marketsSearch,
    component: lazyRouteComponent(() => import("@/features/markets/MarketsPage"), "MarketsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/m/$marketId",
    component: lazyRouteComponent(() => import("@/features/market/MarketPage"), "MarketPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/matches",
    component: lazyRouteComponent(() => import("@/features/matches/MatchesPage"), "MatchesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/matches/$number",
    beforeLoad: ({ params: { number } }) => {
      if (!/^\d{1,10}$/.test(number)) throw notFound();
    },
    component: lazyRouteComponent(() => import("@/features/matches/MatchPage"), "MatchPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/portfolio",
    component: lazyRouteComponent(() => import("@/features/portfolio/PortfolioPage"), "PortfolioPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/archive",
    component: lazyRouteComponent(() => import("@/features/archive/ArchivePage"), "ArchivePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/disputes",
    component: lazyRouteComponent(() => import("@/features/disputes/DisputesPage"), "DisputesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/governance",
    component: lazyRouteComponent(() => import("@/features/governance/GovernancePage"), "GovernancePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/oracle",
    component: lazyRouteComponent(() => import("@/features/oracle/OraclePage"), "OraclePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/permissions",
    component: lazyRouteComponent(() => import("@/features/permissions/PermissionsPage"), "PermissionsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/insurance",
    component: lazyRouteComponent(() => import("@/features/insurance/InsurancePage"), "InsurancePage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
