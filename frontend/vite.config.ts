import { defineConfig } from "vite";

// The page's server mounts the result at /static/app/. Everything is a file of its own: its content policy allows nothing inline.
export default defineConfig({
  base: "/static/app/",
  build: {
    outDir: "../src/khaldun/web/static/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: false,
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: { map: "src/main.tsx", bench: "src/bench/main.tsx" } },
  },
});
