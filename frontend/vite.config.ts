import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = process.env.MUTUEL_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The API writes ids of assets nowhere: file names carry their hash, so they may be cached for ever.
  build: { target: "es2023", manifest: true, chunkSizeWarningLimit: 700 },
  server: { host: "127.0.0.1", proxy: { "/api": { target: api, ws: true } } },
  preview: { host: "127.0.0.1", proxy: { "/api": { target: api, ws: true } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    // Above what Testing Library waits for one thing to appear, so that its own words say what is missing.
    testTimeout: 30_000,
  },
});
