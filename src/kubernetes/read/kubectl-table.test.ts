import { describe, expect, it } from "vitest";
import { clusterOf } from "./read.fixture";

const SERVICES = `$ kubectl get svc -A
NAMESPACE     NAME         TYPE           CLUSTER-IP      EXTERNAL-IP                 PORT(S)                      AGE
default       kubernetes   ClusterIP      10.96.0.1       <none>                      443/TCP                      41d
kube-system   kube-dns     ClusterIP      10.96.0.10      <none>                      53/UDP,53/TCP,9153/TCP       41d
shop          db           ClusterIP      None            <none>                      5432/TCP                     3d2h
shop          web          LoadBalancer   10.96.74.12     203.0.113.80,203.0.113.81   80:31080/TCP,443:31443/TCP   12h
shop          hooks        LoadBalancer   10.96.74.13     <pending>                   80:31081/TCP                 5s
shop          far          ExternalName   <none>          far.example.com             <none>                       5s
shop          ext          NodePort       10.96.74.14     198.51.100.9                80:31090/TCP                 5s
`;

describe("a table of Services", () => {
  it("tells their namespaces, types, addresses, ports and node ports", () => {
    const { services, words, problems } = clusterOf(SERVICES);
    expect(problems).toEqual([]);
    expect(words).toEqual(["kubectl: 7 Services"]);
    expect(services.map(({ namespace, name, type, clusterIps }) => [namespace, name, type, clusterIps.join()])).toEqual(
      [
        ["default", "kubernetes", "ClusterIP", "10.96.0.1"],
        ["kube-system", "kube-dns", "ClusterIP", "10.96.0.10"],
        ["shop", "db", "ClusterIP", ""],
        ["shop", "web", "LoadBalancer", "10.96.74.12"],
        ["shop", "hooks", "LoadBalancer", "10.96.74.13"],
        ["shop", "far", "ExternalName", ""],
        ["shop", "ext", "NodePort", "10.96.74.14"],
      ],
    );
    const of = (name: string) => services.find((service) => service.name === name);
    expect(of("kube-dns")?.ports).toEqual(["? udp 53 ? null", "? tcp 53 ? null", "? tcp 9153 ? null"]);
    expect(of("web")).toMatchObject({
      ports: ["? tcp 80 ? 31080", "? tcp 443 ? 31443"],
      loadBalancerIps: ["203.0.113.80", "203.0.113.81"],
      externalIps: [],
      line: 6,
      assumedNamespace: false,
    });
    expect(of("ext")).toMatchObject({ externalIps: ["198.51.100.9"], loadBalancerIps: [] });
    expect([of("db")?.headless, of("web")?.headless, of("far")?.ports]).toEqual([true, false, []]);
  });

  it("is of the namespace that the command names, and of an assumed default where none does", () => {
    const table =
      "NAME   TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE\nweb    ClusterIP   10.96.74.12   <none>        80/TCP    1d\n";
    const id = (command: string) => {
      const [service] = clusterOf(`$ ${command}\n${table}`).services;
      return service && [service.namespace, service.assumedNamespace];
    };
    expect(id("kubectl -n shop get svc")).toEqual(["shop", false]);
    expect(id("oc get svc --namespace=shop web")).toEqual(["shop", false]);
    expect(id("k get svc -nshop")).toEqual(["shop", false]);
    expect(id("kubectl get svc web")).toEqual(["default", true]);
  });

  it("is read with -o wide, with labels, indented, with its blanks run together, and in windows' line ends", () => {
    const expected = clusterOf(SERVICES).services.map(({ name, ports, clusterIps }) => ({ name, ports, clusterIps }));
    const dressed = [
      SERVICES.replace(/AGE$/m, "AGE     SELECTOR").replace(
        /^(default|kube-system|shop)(.*\S) *$/gm,
        "$1$2   app=x,tier=y",
      ),
      SERVICES.replace(/^(?=\S)/gm, "    "),
      SERVICES.replace(/ +/g, " "),
      SERVICES.replace(/\n/g, "\r\n"),
      `some words\n\`\`\`\n${SERVICES}\`\`\`\nand more\n`,
    ];
    for (const text of dressed) {
      const { services } = clusterOf(text);
      expect(
        services.map(({ name, ports, clusterIps }) => ({ name, ports, clusterIps })),
        text,
      ).toEqual(expected);
    }
  });

  it("is read from the rows that a grep let through", () => {
    const { services, problems } = clusterOf(
      `$ kubectl get svc -A | grep web\nshop          web          LoadBalancer   10.96.74.12     203.0.113.80   80:31080/TCP   12h\n`,
    );
    expect(problems).toEqual([]);
    expect(services).toMatchObject([{ namespace: "shop", name: "web", clusterIps: ["10.96.74.12"] }]);
  });

  it("names the line of a cell that cannot be read, and uses the rest", () => {
    const { services, problems } = clusterOf(SERVICES.replace("10.96.0.10 ", "10.96.0.1x ").replace("12h", "??"));
    expect(problems).toEqual([
      `4:43 "10.96.0.1x" is not an address, as CLUSTER-IP holds`,
      `6:1 this line is not used: "shop          web          LoadBalancer   10.96.74.12     203.0.113.80,203.0.113…" is none of what is read here`,
    ]);
    expect(services.map(({ name }) => name)).toEqual(["kubernetes", "kube-dns", "db", "hooks", "far", "ext"]);
  });
});

describe("tables of endpoints", () => {
  it("tell addresses with ports, and that kubectl cut the list", () => {
    const { endpoints, problems } = clusterOf(`$ kubectl get ep -n shop
NAME   ENDPOINTS                                                        AGE
web    10.244.1.21:8080,10.244.2.14:8080,10.244.2.15:8080 + 2 more...   12h
none   <none>                                                           12h
six    [fd00::7]:80                                                     12h
`);
    expect(endpoints).toEqual([
      {
        of: "shop/web",
        complete: false,
        at: ["10.244.1.21 8080 ? ? ?", "10.244.2.14 8080 ? ? ?", "10.244.2.15 8080 ? ? ?"],
      },
      { of: "shop/none", complete: true, at: [] },
      { of: "shop/six", complete: true, at: ["fd00::7 80 ? ? ?"] },
    ]);
    expect(problems).toEqual(["3:8 kubectl names only the first endpoints of web here; -o yaml names all"]);
  });

  it("of slices have a Service by the slice's name, and every port at every address", () => {
    const { endpoints } = clusterOf(`$ kubectl get svc,endpointslices
NAME                 TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)          AGE
service/kubernetes   ClusterIP   10.96.0.1     <none>        443/TCP          41d
service/web          ClusterIP   10.96.74.12   <none>        80/TCP,443/TCP   41d

NAME                                        ADDRESSTYPE   PORTS       ENDPOINTS                 AGE
endpointslice.discovery.k8s.io/kubernetes   IPv4          6443        192.168.10.10             41d
endpointslice.discovery.k8s.io/web-x7k2p    IPv4          8080,8443   10.244.1.21,10.244.2.14   41d
endpointslice.discovery.k8s.io/gone-x7k2p   IPv4          <unset>     <unset>                   41d
`);
    expect(endpoints).toEqual([
      { of: "default/kubernetes", complete: true, at: ["192.168.10.10 6443 ? ? ?"] },
      {
        of: "default/web",
        complete: true,
        at: ["10.244.1.21 8080 ? ? ?", "10.244.1.21 8443 ? ? ?", "10.244.2.14 8080 ? ? ?", "10.244.2.14 8443 ? ? ?"],
      },
      { of: "default/gone", complete: true, at: [] },
    ]);
  });
});

describe("tables of pods and nodes", () => {
  it("tell addresses and nodes, and which pods have their node's address", () => {
    const { pods, nodes, problems } = clusterOf(`$ kubectl get nodes -o wide
NAME   STATUS                     ROLES           AGE   VERSION   INTERNAL-IP     EXTERNAL-IP    OS-IMAGE             KERNEL-VERSION    CONTAINER-RUNTIME
cp     Ready                      control-plane   41d   v1.30.2   192.168.10.10   <none>         Ubuntu 22.04.4 LTS   5.15.0-105-gen    containerd://1.7.12
n1     Ready,SchedulingDisabled   <none>          41d   v1.30.2   192.168.10.11   198.51.100.5   Ubuntu 22.04.4 LTS   5.15.0-105-gen    containerd://1.7.12
$ kubectl get pods -A -o wide
NAMESPACE     NAME                    READY   STATUS      RESTARTS     AGE   IP              NODE     NOMINATED NODE   READINESS GATES
shop          web-5d4f6c7b8-abcde     1/1     Running     1 (2d ago)   41d   10.244.1.21     n1       <none>           <none>
shop          job-12345               0/1     Completed   0            41d   10.244.1.22     n1       <none>           <none>
shop          slow                    0/1     Pending     0            4s    <none>          <none>   <none>           <none>
kube-system   kube-proxy-x2x2x        1/1     Running     0            41d   192.168.10.11   n1       <none>           <none>
`);
    expect(problems).toEqual([]);
    expect(pods).toEqual([
      "shop/web-5d4f6c7b8-abcde 10.244.1.21 n1",
      "shop/job-12345  n1",
      "shop/slow  ?",
      "kube-system/kube-proxy-x2x2x 192.168.10.11 n1 host",
    ]);
    expect(nodes).toEqual([
      { name: "cp", at: "192.168.10.10", pods: "" },
      { name: "n1", at: "192.168.10.11+198.51.100.5", pods: "" },
    ]);
  });

  it("stand among other tables in kubectl get all, which are passed over", () => {
    const { pods, services, problems, words } = clusterOf(`$ kubectl get all
NAME        READY   STATUS    RESTARTS   AGE
pod/web-1   1/1     Running   0          41d

NAME          TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE
service/web   ClusterIP   10.96.74.12   <none>        80/TCP    41d

NAME                  READY   UP-TO-DATE   AVAILABLE   AGE
deployment.apps/web   1/1     1            1           41d
`);
    expect(problems).toEqual([]);
    expect(words).toEqual(["kubectl: 1 pod", "kubectl: 1 Service", "kubectl: nothing that is used"]);
    expect(pods).toEqual(["default/web-1  ?"]);
    expect(services).toMatchObject([{ name: "web" }]);
  });

  it("end where something else begins", () => {
    const { words } = clusterOf(`NAME   TYPE        CLUSTER-IP    EXTERNAL-IP   PORT(S)   AGE
web    ClusterIP   10.96.74.12   <none>        80/TCP    41d
*nat
:PREROUTING ACCEPT [0:0]
COMMIT
NAME   READY   STATUS    RESTARTS   AGE
web-1  1/1     Running   0          41d
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
`);
    expect(words).toEqual([
      "kubectl: 1 Service",
      "nat of iptables-save, 0 rules",
      "kubectl: 1 pod",
      "ip route, 1 line",
    ]);
  });
});
