/** Who may import whom (docs/architecture.md). A type may be imported from anywhere; code follows the rooms. */
const room = (name, may) => ({
  name: `${name}-imports`,
  comment: `${name} may import code of ${may.length > 0 ? may.join(", ") : "no other room"} alone`,
  severity: "error",
  from: { path: `^src/${name}/`, pathNot: "(\\.test\\.tsx?|\\.fixture\\.ts|rule-in-hand\\.ts)$" },
  to: { path: "^(src|samples)/", pathNot: `^src/(${[name, ...may].join("|")})/`, dependencyTypesNot: ["type-only"] },
});

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    room("netfilter", []),
    room("kubernetes", ["netfilter"]),
    room("paste", ["netfilter", "kubernetes"]),
    room("redact", ["netfilter", "kubernetes", "paste"]),
    room("telling", ["netfilter", "kubernetes"]),
    room("snapshot", ["netfilter", "kubernetes", "paste"]),
    room("graph", ["netfilter", "kubernetes", "telling"]),
    room("search", ["netfilter", "kubernetes"]),
    room("worker", ["search", "netfilter", "kubernetes", "paste", "redact", "telling", "snapshot", "graph"]),
    room("cli", ["netfilter", "kubernetes", "paste", "redact", "telling", "snapshot", "graph"]),
    {
      name: "app-imports",
      comment:
        "The page imports the worker's interface, the snapshot, the samples, how a picture's parts stand, what a section may be said to be and how a number of things is written; the engine itself only as types",
      severity: "error",
      from: { path: "^src/app/", pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^(src|samples)/",
        pathNot:
          "^(src/app/|src/snapshot/|src/worker/(engine|connect)\\.ts|src/graph/(picture|rounded|list-row)\\.ts|src/paste/(kind|reading)\\.ts|src/netfilter/counted\\.ts|samples/index\\.ts)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "netfilter-is-plain",
      comment: "The engine knows no library, no browser and no Node",
      severity: "error",
      from: { path: "^src/netfilter/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core", "npm", "npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
