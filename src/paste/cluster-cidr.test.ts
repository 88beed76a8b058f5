import { describe, expect, it } from "vitest";
import { formatPrefix } from "../netfilter/address";
import { readPaste } from "./paste";

const found = (text: string) => {
  const { cluster, problems, sections } = readPaste(text);
  return { networks: cluster.podNetworks.map(formatPrefix), problems, kinds: sections.map(({ kind }) => kind) };
};

const CONFIG = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
bindAddress: 0.0.0.0
clientConnection:
  kubeconfig: /var/lib/kube-proxy/kubeconfig.conf
clusterCIDR: 10.244.0.0/16,fd00:10:244::/56
conntrack:
  maxPerCore: 32768
kind: KubeProxyConfiguration
mode: iptables`;

describe("the networks of a cluster's pods", () => {
  it.each([
    ["kube-proxy's configuration", CONFIG],
    [
      "the ConfigMap that holds it",
      `$ kubectl -n kube-system get cm kube-proxy -o yaml\napiVersion: v1\ndata:\n  config.conf: |-\n${CONFIG.replace(/^/gm, "    ")}\nkind: ConfigMap`,
    ],
    [
      "its command line, as ps shows it",
      "root  1234  0.1  0.5 ?  Ssl  00:01  0:12 /usr/local/bin/kube-proxy --cluster-cidr=10.244.0.0/16,fd00:10:244::/56 --v=2",
    ],
    ["the pod's command", "    - --cluster-cidr=10.244.0.0/16,fd00:10:244::/56\n    - --v=2"],
  ])("are told by %s", (_, text) => {
    const { networks, problems, kinds } = found(`${text}\n\n*nat\n:A - [0:0]\nCOMMIT`);
    expect(networks).toEqual(["10.244.0.0/16", "fd00:10:244::/56"]);
    expect(problems).toEqual([]);
    expect(kinds).toEqual(["proxy-config", "save"]);
  });

  it("are none where the value is empty, and a problem with its place where it is no network", () => {
    expect(found('apiVersion: kubeproxy.config.k8s.io/v1alpha1\nclusterCIDR: ""')).toMatchObject({
      networks: [],
      problems: [],
    });
    expect(found("clusterCIDR: everywhere").problems).toMatchObject([{ line: 1, column: 14 }]);
  });
});
