/**
 * The networks of a cluster's pods, as kube-proxy was told them: `clusterCIDR` of its configuration (kubernetes,
 * KubeProxyConfiguration), in a file or a ConfigMap, and `--cluster-cidr` of its command line.
 */
import { maskedPrefix, parsePrefix, type Prefix } from "../netfilter/address";
import { quoted, type ProblemList } from "../netfilter/read/problems";
import type { Section } from "../netfilter/read/section";

const KEY = /["']?\bclusterCIDR["']?\s*:\s*|--cluster-cidr[=\s]\s*/;

/** True for a line that names the networks, or begins the configuration that does. */
export function isProxyConfig(line: string, next: string): boolean {
  const short = line.slice(0, 2000);
  if (/^\s*apiVersion:\s*kubeproxy\.config\.k8s\.io\//.test(short)) return true;
  if (/^\s*apiVersion:\s*v1\s*$/.test(short)) return /^\s*data:\s*$/.test(next);
  return /^\s*clusterCIDR:\s/.test(short) || (/kube-proxy|^\s*-\s/.test(short) && /--cluster-cidr[=\s]/.test(short));
}

/** True for a line that may stand below it: a key, an item of a list, a comment. */
export function continuesProxyConfig(line: string): boolean {
  return /^\s*(?:["']?[\w./-]{1,80}["']?:(?:\s|$)|-\s|#|\{\}|\[\])/.test(line.slice(0, 200));
}

/** The networks that several sections tell, each once. Empty values (`clusterCIDR: ""`) tell none. */
export function readClusterCidrs(sections: readonly Section[], problems: ProblemList): Prefix[] {
  const found = new Map<string, Prefix>();
  for (const { lines, from, to } of sections) {
    for (let index = from; index < to; index++) {
      const source = lines.at(index);
      const key = KEY.exec(source);
      if (!key) continue;
      const start = key.index + key[0].length;
      const value = /^["']?([^\s"'}]*)/.exec(source.slice(start))?.[1] ?? "";
      for (const text of value.split(",").filter((part) => part !== "")) {
        const prefix = parsePrefix(text);
        if (prefix) found.set(text, maskedPrefix(prefix));
        else
          problems.warn(index + 1, start + 1, `${quoted(text)} is no network of pods; expected such as 10.244.0.0/16`);
      }
    }
  }
  return [...found.values()];
}
