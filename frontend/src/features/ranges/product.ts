import { lazy } from "react";
import type { ProductFeature } from "../market/product";

export const feature: ProductFeature = {
  products: ["weekly-range"],
  outcomes: "Ranges",
  Panel: lazy(() => import("./PricePanel")),
};
