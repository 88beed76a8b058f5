/** The page: built into dist/, to be served from any folder. */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  base: "./",
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  worker: { format: "es" },
  // What only the worker needs would be found when it is first fetched, and the page loaded anew under its reader.
  optimizeDeps: { entries: ["index.html", "src/worker/worker.ts"] },
  // Names of classes stand in the scripts, too: short ones weigh less at first sight.
  css: { modules: { generateScopedName: "[local][hash:base64:3]" } },
  build: {
    // The page's dress comes whole: a part that comes later is then never seen without it.
    cssCodeSplit: false,
    // Every browser of the target knows module preloading.
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // A group takes in what it needs: what the page itself needs too comes first.
            {
              name: "react",
              test: /^(?!.*@xyflow).*node_modules\/((react|react-dom|scheduler)\/|zustand\/esm\/(index|vanilla|react)\.mjs)/,
              priority: 1,
            },
            { name: "codemirror", test: /node_modules\/(@codemirror|@lezer|style-mod|w3c-keyname|crelt)/ },
            { name: "react-flow", test: /node_modules\/(@xyflow|d3-|classcat)/ },
          ],
        },
      },
    },
  },
});
