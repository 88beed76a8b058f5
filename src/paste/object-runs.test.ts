/** Objects of kubectl that are found by where their lines begin are the sections that are found line by line. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeCluster } from "../../bench/dump/cluster";
import { kubectlObjects } from "../../bench/dump/kubectl-objects";
import { Lines } from "../netfilter/read/lines";
import { findObjectRuns } from "./object-runs";
import { readPaste } from "./paste";
import { findSections } from "./sections";

const YAML = kubectlObjects(makeCluster(3, 2, 1), "yaml")
  .slice(1)
  .join("\n");
const JSON_LIST = kubectlObjects(makeCluster(3, 2, 1), "json")
  .slice(1)
  .join("\n");
const SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n\n  labels: {}";
const ROUTE = "10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1";
const SAVE = "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -j ACCEPT\nCOMMIT";
const PROXY = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclusterCIDR: 10.0.0.0/8";

const parts = [
  YAML,
  JSON_LIST,
  `---\n${SERVICE}`,
  SERVICE,
  '{\n    "apiVersion": "v1",\n    "kind": "Pod"\n}',
  '{\n    "apiVersion": "v1",\n    "kind": "Pod"',
  '{"apiVersion": "v1", "kind": "Pod"}',
  ROUTE,
  SAVE,
  PROXY,
  "",
  "$ kubectl get svc -o yaml",
  "apiVersion: v1",
  "Name:   web\nNamespace:  default",
  "NAME   TYPE   CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\na      ClusterIP   10.0.0.1   <none>   80/TCP   1d",
];

function found(text: string, runs: boolean) {
  const lines = new Lines(text);
  return findSections(lines, runs ? findObjectRuns(lines) : []).map(({ kind, from, to, command }) => ({
    kind,
    from,
    to,
    command,
  }));
}

describe("objects of kubectl", () => {
  it("are the same sections when they are taken as runs of lines", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 6 }), (some) => {
        const text = some.join("\n");
        expect(found(text, true)).toEqual(found(text, false));
      }),
      { numRuns: 500 },
    );
  });

  it("are found as such", () => {
    const runs = findObjectRuns(new Lines(`${YAML}\n${JSON_LIST}\n`));
    expect(runs.map(({ kind }) => kind)).toEqual(["kubectl-yaml", "kubectl-json"]);
    expect(findObjectRuns(new Lines(`> ${YAML.replaceAll("\n", "\n> ")}`))).toEqual([]);
  });

  it("are no rules, whatever stands in them", () => {
    const config =
      "apiVersion: v1\nkind: ConfigMap\ndata:\n  rules: |\n    *nat\n    -A PREROUTING -s 10.0.0.1/32 -m comment --comment \\\n    more\n    ```\n    exit\nmetadata:\n  name: a";
    const { sections, rulesets } = readPaste(`${config}\n${ROUTE}\n`);
    expect(sections.map(({ kind }) => kind)).toEqual(["kubectl-yaml", "route"]);
    expect(rulesets[4].tables.size).toBe(0);
  });
});
