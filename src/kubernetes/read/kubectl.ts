/**
 * The readers of what kubectl prints. The page fetches them, and the YAML parser with them, for a paste that holds some.
 */
export { ClusterDrafts } from "./cluster-drafts";
export { readKubectlDescribe } from "./kubectl-describe";
export { readKubectlJson } from "./kubectl-json";
export { readKubectlTable } from "./kubectl-table";
export { readKubectlYaml } from "./kubectl-yaml";
