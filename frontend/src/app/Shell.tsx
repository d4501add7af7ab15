import { Link, Outlet } from "@tanstack/react-router";
import { SlipProvider } from "@/features/bet/SlipProvider";
import { ConnectProvider } from "@/features/wallet/ConnectProvider";
import { NetworkGuard } from "@/features/wallet/NetworkGuard";
import { ResumePending } from "@/features/wallet/ResumePending";
import { WalletButton } from "@/features/wallet/WalletButton";
import { ArchiveIcon, MarketsIcon, MatchesIcon, PortfolioIcon } from "@/ui/icons";
import { StatusBanner } from "./StatusBanner";
import { ThemeToggle } from "./ThemeToggle";

const PAGES = [
  { to: "/", name: "Markets", icon: MarketsIcon },
  { to: "/matches", name: "Matches", icon: MatchesIcon },
  { to: "/portfolio", name: "Portfolio", icon: PortfolioIcon },
  { to: "/archive", name: "Archive", icon: ArchiveIcon },
] as const;

export function Shell() {
  return (
    <ConnectProvider>
      <div className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-control bg-accent px-3 py-2 font-semibold text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <header className="sticky top-0 z-20 border-hairline border-b bg-s1">
          <div className="flex h-14 items-center gap-6 px-4 sm:px-6">
            <Link to="/" className="text-card font-semibold" aria-label="Mutuel, home">
              Mutuel
            </Link>
            <nav aria-label="Main" className="hidden gap-1 sm:flex">
              {PAGES.map(({ to, name }) => (
                <Link
                  key={to}
                  to={to}
                  className="inline-flex h-9 items-center rounded-control px-3 font-medium text-muted hover:text-ink data-[status=active]:text-ink"
                >
                  {name}
                </Link>
              ))}
            </nav>
            <div className="ml-auto flex items-center gap-2">
              <ThemeToggle />
              <WalletButton />
            </div>
          </div>
          <NetworkGuard />
          <ResumePending />
          <StatusBanner />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[1280px] flex-1 px-4 pt-6 pb-12 outline-none sm:px-6"
        >
          <SlipProvider>
            <Outlet />
          </SlipProvider>
        </main>
        <Footer />
        <BottomNav />
      </div>
    </ConnectProvider>
  );
}

const TRUST = [
  { to: "/disputes", name: "Disputes" },
  { to: "/governance", name: "Governance" },
  { to: "/oracle", name: "Sources" },
  { to: "/permissions", name: "Permissions" },
  { to: "/insurance", name: "Insurance" },
] as const;

function Footer() {
  return (
    <footer className="mx-auto flex w-full max-w-[1280px] flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 pb-20 text-muted text-small sm:px-6 sm:pb-6">
      <p>Bets are between people. Stakes are locked in a contract until the market is settled or refunded.</p>
      <nav aria-label="Trust" className="flex flex-wrap gap-x-4 gap-y-1">
        {TRUST.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className="inline-flex min-h-8 items-center hover:text-ink hover:underline data-[status=active]:text-ink sm:min-h-6"
          >
            {name}
          </Link>
        ))}
      </nav>
    </footer>
  );
}

function BottomNav() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 grid h-14 grid-cols-4 border-hairline border-t bg-s1 sm:hidden"
    >
      {PAGES.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className="flex flex-col items-center justify-center gap-0.5 font-medium text-label text-muted data-[status=active]:text-accent"
        >
          <Icon />
          {name}
        </Link>
      ))}
    </nav>
  );
}
