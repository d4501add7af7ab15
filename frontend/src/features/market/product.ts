import type { ComponentType, LazyExoticComponent } from "react";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";

/** What the market page hands to the panels of a product. */
export interface PanelProps {
  market: MarketDetail;
  /** The outcome chosen in the slip. */
  selected: number | null;
  /** For exactly the chosen outcome and the stake as typed; null while unknown. */
  estimate: Estimate | null;
}

type Panel<Props> = LazyExoticComponent<ComponentType<Props>>;

/**
 * A product on the market page. Each feature folder that shows products exports one as `feature` from its
 * `product.ts`; its panels load when such a market is opened.
 */
export interface ProductFeature {
  /** The words of config/products.toml that it shows. */
  products: readonly string[];
  /** What the outcomes are called together. */
  outcomes: string;
  /** The market's neighbours, above it: stays while the person moves between them. */
  Above?: Panel<{ market: MarketDetail }>;
  /** Its panel shows how long betting is open, so that the header need not. */
  ownClock?: true;
  /** What the market is about, under its header. */
  Panel: Panel<PanelProps>;
  /** Below the outcomes. */
  Below?: Panel<{ market: MarketDetail }>;
}

const found = import.meta.glob<ProductFeature>("../*/product.ts", { eager: true, import: "feature" });
const FEATURES = new Map(
  Object.values(found)
    .filter((feature) => feature !== undefined)
    .flatMap((feature) => feature.products.map((word) => [word, feature] as const)),
);

/** The feature of a product; undefined for one that this page is too old to know: its pools are shown all the same. */
export function featureOf(product: string): ProductFeature | undefined {
  return FEATURES.get(product);
}
