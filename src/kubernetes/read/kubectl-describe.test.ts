import { describe, expect, it } from "vitest";
import { clusterOf } from "./read.fixture";

const SERVICES = `$ kubectl describe svc -n shop
Name:                        web
Namespace:                   shop
Labels:                      app=web
                             tier=front
Annotations:                 <none>
Selector:                    app=web
Type:                        LoadBalancer
IP Family Policy:            SingleStack
IP Families:                 IPv4
IP:                          10.96.74.12
IPs:                         10.96.74.12
LoadBalancer Ingress:        203.0.113.80 (VIP)
Port:                        http  80/TCP
TargetPort:                  web/TCP
NodePort:                    http  31080/TCP
Endpoints:                   10.244.1.21:8080,10.244.2.14:8080,10.244.2.15:8080 + 1 more...
Port:                        https  443/TCP
TargetPort:                  8443/TCP
NodePort:                    https  31443/TCP
Endpoints:                   10.244.1.21:8443
Session Affinity:            ClientIP
External Traffic Policy:     Local
HealthCheck NodePort:        32000
LoadBalancer Source Ranges:  203.0.113.0/24,198.51.100.0/24
Events:                      <none>


Name:              old
Namespace:         shop
Labels:            <none>
Annotations:       <none>
Selector:          <none>
Type:              ClusterIP
IP:                10.96.74.20
Port:              <unset>  80/TCP
TargetPort:        80/TCP
Endpoints:         <none>
Session Affinity:  None
Events:            <none>
`;

describe("a description by kubectl", () => {
  it("of Services tells each with its ports and endpoints", () => {
    const { services, endpoints, words, problems } = clusterOf(SERVICES);
    expect(problems).toEqual([]);
    expect(words).toEqual(["kubectl: 2 Services, 4 endpoints"]);
    expect(services).toMatchObject([
      {
        namespace: "shop",
        name: "web",
        line: 2,
        type: "LoadBalancer",
        clusterIps: ["10.96.74.12"],
        loadBalancerIps: ["203.0.113.80"],
        ports: ["http tcp 80 web 31080", "https tcp 443 8443 31443"],
        sessionAffinity: "ClientIP",
        externalTrafficPolicy: "Local",
        sourceRanges: ["203.0.113.0/24", "198.51.100.0/24"],
      },
      { name: "old", line: 29, ports: [" tcp 80 80 null"], sessionAffinity: "None", externalTrafficPolicy: null },
    ]);
    expect(endpoints).toEqual([
      {
        of: "shop/web",
        complete: false,
        at: [
          "10.244.1.21 8080 http ? ?",
          "10.244.2.14 8080 http ? ?",
          "10.244.2.15 8080 http ? ?",
          "10.244.1.21 8443 https ? ?",
        ],
      },
      { of: "shop/old", complete: true, at: [] },
    ]);
  });

  it("of endpoints tells every address with every port", () => {
    const { endpoints, problems } = clusterOf(`$ kubectl describe ep web -n shop
Name:         web
Namespace:    shop
Labels:       app=web
Annotations:  endpoints.kubernetes.io/last-change-trigger-time: 2026-11-01T10:00:00Z
Subsets:
  Addresses:          10.244.1.21,10.244.2.14
  NotReadyAddresses:  10.244.2.15
  Ports:
    Name     Port  Protocol
    ----     ----  --------
    http     8080  TCP
    metrics  9090  TCP

Events:  <none>
`);
    expect(problems).toEqual([]);
    expect(endpoints).toEqual([
      {
        of: "shop/web",
        complete: true,
        at: [
          "10.244.1.21 8080 http ? ?",
          "10.244.1.21 9090 metrics ? ?",
          "10.244.2.14 8080 http ? ?",
          "10.244.2.14 9090 metrics ? ?",
          "10.244.2.15 8080 http ? ? not ready",
          "10.244.2.15 9090 metrics ? ? not ready",
        ],
      },
    ]);
  });

  it("of pods and nodes tells their addresses and networks", () => {
    const { pods, nodes } = clusterOf(`$ kubectl describe pod web-1
Name:             web-1
Namespace:        shop
Priority:         0
Node:             n1/192.168.10.11
Status:           Running
IP:               10.244.1.21
IPs:
  IP:           10.244.1.21
Containers:
  web:
    Image:          nginx
$ kubectl describe node n1
Name:               n1
Roles:              <none>
Labels:             kubernetes.io/os=linux
Addresses:
  InternalIP:  192.168.10.11
  Hostname:    n1
PodCIDR:                      10.244.1.0/24
PodCIDRs:                     10.244.1.0/24
`);
    expect(pods).toEqual(["shop/web-1 10.244.1.21 n1"]);
    expect(nodes).toEqual([{ name: "n1", at: "192.168.10.11", pods: "10.244.1.0/24" }]);
  });

  it("is not what ipset list begins with, nor does it take in what follows", () => {
    const { words } = clusterOf(`${SERVICES}Name: pods
Type: hash:ip
Header: family inet
Members:
10.244.1.21

*nat
:PREROUTING ACCEPT [0:0]
COMMIT
`);
    expect(words.map((text) => text.split(",")[0])).toEqual([
      "kubectl: 2 Services",
      "ipset list",
      "nat of iptables-save",
    ]);
  });
});
