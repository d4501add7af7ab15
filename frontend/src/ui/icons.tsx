import type { ReactNode, SVGProps } from "react";

/** 20 px line icons. Decorative: the control that holds one carries the name. */
function Icon({ children, ...rest }: SVGProps<SVGSVGElement> & { children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
      {...rest}
    >
      {children}
    </svg>
  );
}

export const MarketsIcon = () => (
  <Icon>
    <path d="M4 16v-5M10 16V4M16 16V8" />
  </Icon>
);
export const MatchesIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 6.2V10l2.6 1.8" />
  </Icon>
);
export const PortfolioIcon = () => (
  <Icon>
    <path d="M3.5 6.5h13v9h-13zM7 6.5v-2h6v2M3.5 10.5h13" />
  </Icon>
);
export const ArchiveIcon = () => (
  <Icon>
    <path d="M3.5 4h13v3.5h-13zM5 7.5V16h10V7.5M8 11h4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M16 11.5A6.5 6.5 0 0 1 8.5 4 6.5 6.5 0 1 0 16 11.5Z" />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.2" />
    <path d="M10 2.5v1.8M10 15.7v1.8M2.5 10h1.8M15.7 10h1.8M4.7 4.7 6 6M14 14l1.3 1.3M15.3 4.7 14 6M6 14l-1.3 1.3" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="m4.5 10.5 3.5 3.5 7.5-8" />
  </Icon>
);
export const AlertIcon = () => (
  <Icon>
    <path d="M10 3.2 17.5 16h-15zM10 8.5v3.2M10 13.8v.1" />
  </Icon>
);
export const WalletIcon = () => (
  <Icon>
    <path d="M3.5 6h11.5a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 14.5zm0 0L12 3.5V6M13 11h.1" />
  </Icon>
);
export const SpinnerIcon = () => (
  <Icon className="shrink-0 animate-spin">
    <path d="M10 3a7 7 0 1 1-7 7" />
  </Icon>
);
