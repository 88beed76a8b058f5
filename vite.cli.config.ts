/** The command line: one file, dist/cli.js, with all that it needs inside, for Node 20. */
import { defineConfig } from "vite";

export default defineConfig({
  build: {
    ssr: "src/cli/main.ts",
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "node20",
    rolldownOptions: { output: { entryFileNames: "cli.js", banner: "#!/usr/bin/env node" } },
  },
  ssr: { noExternal: true },
});
