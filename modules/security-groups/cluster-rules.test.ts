import { describe, expect, it } from "vitest";
import { type ClusterRulesOptions, clusterRules } from "./cluster-rules";
import type { TrafficGroup, TrafficRules } from "./traffic-rule";

const recommended: ClusterRulesOptions = { choice: "recommended", besideFargate: false };
const strict: ClusterRulesOptions = { choice: "strict", besideFargate: false };

function opens(
  rules: TrafficRules,
  from: TrafficGroup,
  to: TrafficGroup,
  protocol: "tcp" | "udp",
  port: number,
): number {
  return Object.values(rules).filter(
    (rule) =>
      rule.direction === "ingress" &&
      rule.group === to &&
      "group" in rule.peer &&
      rule.peer.group === from &&
      rule.protocol === protocol &&
      (rule.fromPort ?? 0) <= port &&
      port <= (rule.toPort ?? 0),
  ).length;
}

describe("the recommended rules", () => {
  const rules = clusterRules(recommended);

  // https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html: minimum inbound and outbound rules.
  it("let nodes reach the API and the control plane reach the kubelet", () => {
    expect(opens(rules, "nodes", "controlPlane", "tcp", 443)).toBe(1);
    expect(opens(rules, "controlPlane", "nodes", "tcp", 10250)).toBe(1);
  });

  it("let nodes reach each other's DNS over both protocols", () => {
    expect(opens(rules, "nodes", "nodes", "tcp", 53)).toBe(1);
    expect(opens(rules, "nodes", "nodes", "udp", 53)).toBe(1);
  });

  it("open every port to the nodes from the control plane once, so that taking a rule away closes what it names", () => {
    for (const port of [443, 1025, 4443, 8443, 9443, 10249, 10250, 10251, 65535]) {
      expect([port, opens(rules, "controlPlane", "nodes", "tcp", port)]).toEqual([port, 1]);
    }
    for (const port of [22, 53, 80, 444, 1024]) {
      expect([port, opens(rules, "controlPlane", "nodes", "tcp", port)]).toEqual([port, 0]);
    }
  });

  it("let nothing but the API into the control plane's interfaces", () => {
    const into = Object.values(rules).filter((rule) => rule.group === "controlPlane" && rule.direction === "ingress");
    expect(into.map(({ fromPort, toPort, peer }) => [fromPort, toPort, peer])).toEqual([
      [443, 443, { group: "nodes" }],
    ]);
  });

  it("let the control plane out to the nodes alone, on the ports that the nodes let in", () => {
    const out = Object.values(rules).filter((rule) => rule.group === "controlPlane" && rule.direction === "egress");
    expect(out.map(({ fromPort, toPort, peer }) => [fromPort, toPort, peer])).toEqual([
      [10250, 10250, { group: "nodes" }],
      [443, 443, { group: "nodes" }],
      [1025, 10249, { group: "nodes" }],
      [10251, 65535, { group: "nodes" }],
    ]);
  });

  it("let nodes out to anywhere, for images", () => {
    const out = Object.values(rules).filter((rule) => rule.group === "nodes" && rule.direction === "egress");
    expect(out).toMatchObject([{ protocol: "all", peer: { cidrIpv4: "0.0.0.0/0" } }]);
  });
});

describe("the rules of either choice", () => {
  it("let nodes out by IPv6 too where it is asked for, and change no other", () => {
    for (const options of [{ ...strict, choice: "recommended" } as const, strict]) {
      const before = clusterRules(options);
      const after = clusterRules({ ...options, ipv6: true });
      expect(after).toMatchObject(before);
      const added = Object.entries(after).filter(([key]) => before[key] === undefined);
      expect(added.map(([key, { peer, direction }]) => [key, direction, peer])).toEqual([
        [expect.stringMatching(/^node-egress-.*-ipv6$/), "egress", { cidrIpv6: "::/0" }],
      ]);
    }
  });
});

describe("the strict rules", () => {
  it("open the listed webhook ports to the control plane, and no others above 443 but the kubelet's", () => {
    const rules = clusterRules({ ...strict, webhookPorts: [6443] });
    const open = [443, 4443, 6443, 8443, 9443, 10250].filter(
      (port) => opens(rules, "controlPlane", "nodes", "tcp", port) > 0,
    );
    expect(open).toEqual([443, 6443, 10250]);
  });

  it("let nodes out on 443, and to other nodes for DNS", () => {
    const out = Object.values(clusterRules(strict)).filter(
      (rule) => rule.group === "nodes" && rule.direction === "egress",
    );
    expect(out.map(({ protocol, fromPort, toPort, peer }) => [protocol, fromPort, toPort, peer])).toEqual([
      ["tcp", 53, 53, { group: "nodes" }],
      ["udp", 53, 53, { group: "nodes" }],
      ["tcp", 443, 443, { cidrIpv4: "0.0.0.0/0" }],
    ]);
  });

  it("open the ports between nodes that were asked for, both in and out", () => {
    const nodePorts = { metrics: { protocol: "tcp", fromPort: 9100, description: "Node exporter" } } as const;
    const rules = clusterRules({ ...strict, nodePorts });
    expect(rules["node-ingress-port-metrics-from-node"]).toMatchObject({ fromPort: 9100, toPort: 9100 });
    expect(rules["node-egress-port-metrics-to-node"]).toMatchObject({ fromPort: 9100, peer: { group: "nodes" } });
    expect(opens(rules, "nodes", "nodes", "tcp", 9101)).toBe(0);
  });
});

describe("the rules beside Fargate", () => {
  it("carry DNS both ways between nodes and Fargate pods", () => {
    for (const choice of ["recommended", "strict"] as const) {
      const rules = clusterRules({ choice, besideFargate: true });
      for (const protocol of ["tcp", "udp"] as const) {
        expect(opens(rules, "nodes", "fargate", protocol, 53)).toBe(1);
        expect(opens(rules, "fargate", "nodes", protocol, 53)).toBe(1);
      }
    }
  });

  it("open every unprivileged port between nodes and Fargate pods once, the kubelet's by a rule of its own", () => {
    const rules = clusterRules({ ...recommended, besideFargate: true });
    for (const port of [1025, 10249, 10250, 10251, 65535]) {
      expect(opens(rules, "fargate", "nodes", "tcp", port)).toBe(1);
      expect(opens(rules, "nodes", "fargate", "tcp", port)).toBe(1);
    }
    const { "node-ingress-node-kubelet-from-fargate": _, ...others } = rules;
    expect(opens(others, "fargate", "nodes", "tcp", 10250)).toBe(0);
  });

  it("are not made without Fargate", () => {
    const parties = Object.values(clusterRules(recommended)).map((rule) => rule.group);
    expect(parties).not.toContain("fargate");
  });
});
