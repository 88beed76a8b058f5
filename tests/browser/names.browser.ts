import { expect, it } from "vitest";
import { enterPacket, expectVerdict, paste } from "./acts";
import { builtPage } from "./built-page";

const hookline = builtPage();

const NODE = `*nat
:PREROUTING ACCEPT [0:0]
:KUBE-SERVICES - [0:0]
:KUBE-SVC-2CMXP7HKUVJN7L6M - [0:0]
:KUBE-SEP-RPYTXMYI33B6SF5E - [0:0]
-A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
-A KUBE-SERVICES -d 10.0.91.63/32 -p tcp -m comment --comment "default/nginx cluster IP" -m tcp --dport 80 -j KUBE-SVC-2CMXP7HKUVJN7L6M
-A KUBE-SVC-2CMXP7HKUVJN7L6M -m comment --comment "default/nginx -> 10.244.0.13:80" -j KUBE-SEP-RPYTXMYI33B6SF5E
-A KUBE-SEP-RPYTXMYI33B6SF5E -p tcp -m comment --comment "default/nginx" -m tcp -j DNAT --to-destination 10.244.0.13:80
COMMIT
10.244.0.0/24 dev cni0 proto kernel scope link src 10.244.0.1
192.168.1.0/24 dev eth0 proto kernel scope link src 192.168.1.10
`;

it("an address in the verdict says what it is, beside it and under the pointer", async () => {
  const page = await hookline.open();
  await paste(page, NODE);
  await enterPacket(page, { From: "192.168.1.20", To: "10.0.91.63", Protocol: "tcp", "Destination port": "80" });
  await expectVerdict(page, "Forwarded to 10.244.0.13:80 by cni0");
  await expectVerdict(page, "10.0.91.63:80 default/nginx became 10.244.0.13:80 endpoint of default/nginx");
  const verdict = page.getByRole("status", { name: "Verdict" });
  expect(await verdict.getByTitle("An endpoint of default/nginx").first().textContent()).toBe("10.244.0.13:80");
});
