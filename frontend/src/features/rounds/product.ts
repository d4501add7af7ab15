import { lazy } from "react";
import type { ProductFeature } from "../market/product";

export const feature: ProductFeature = {
  products: ["crypto-round", "daily-up-down"],
  outcomes: "Up or down",
  Above: lazy(() => import("./Carousel")),
  Panel: lazy(() => import("./RoundPanel")),
};
