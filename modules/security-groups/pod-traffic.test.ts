import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import { PodSecurityGroup, PodTraffic, type PodTrafficProps } from "./index";

type Rule = Readonly<Record<string, unknown>>;

const apart = { controlPlaneSecurityGroupId: "sg-eni", nodeSecurityGroupId: "sg-nodes" };
const probes = { protocol: "tcp", fromPort: 8080, description: "Probes" } as const;

function traffic(props: Partial<PodTrafficProps> = {}): {
  readonly rules: readonly Rule[];
  readonly traffic: PodTraffic;
} {
  const stack = new TerraformStack(Testing.app(), "test");
  const pods = new PodSecurityGroup(stack, "pods", { vpcId: "vpc-1", clusterName: "demo", name: "payments" });
  const made = new PodTraffic(stack, "traffic", { ...apart, pods, ...props });
  const { resource }: { resource: Record<string, Record<string, Rule>> } = JSON.parse(Testing.synth(stack));
  const rules = ["ingress", "egress"].flatMap((direction) =>
    Object.values(resource[`aws_vpc_security_group_${direction}_rule`] ?? {}).map((rule) => ({ direction, ...rule })),
  );
  return { rules, traffic: made };
}

/** Who may call whom on what, as the rules of one direction say: `sg-nodes > pods tcp 53`. */
function told(rules: readonly Rule[], direction: "ingress" | "egress"): readonly string[] {
  return rules
    .filter((rule) => rule["direction"] === direction)
    .map((rule) => {
      const own = name(rule["security_group_id"]);
      const peer = name(rule["referenced_security_group_id"] ?? rule["cidr_ipv4"] ?? rule["cidr_ipv6"]);
      const ports = rule["from_port"] === undefined ? "" : ` ${String(rule["from_port"])}-${String(rule["to_port"])}`;
      const ends = direction === "ingress" ? `${peer} > ${own}` : `${own} > ${peer}`;
      return `${ends} ${String(rule["ip_protocol"])}${ports}`;
    })
    .sort();
}

function name(id: unknown): string {
  return String(id).startsWith("${aws_security_group.pods_") ? "pods" : String(id);
}

// https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html: what the groups of pods must let through.
const needed = ["pods > sg-eni tcp 443-443", "pods > sg-nodes tcp 53-53", "pods > sg-nodes udp 53-53"];

describe("the strict rules of pods", () => {
  it("are the API, DNS and 443 out, and nothing else", () => {
    const { rules } = traffic({ choice: "strict" });
    expect(told(rules, "ingress")).toEqual(needed);
    expect(told(rules, "egress")).toEqual(["pods > 0.0.0.0/0 tcp 443-443", ...needed.slice(1)]);
  });

  it("open a port that is asked for to the kubelets, in and out", () => {
    const { rules } = traffic({ choice: "strict", ports: { probes } });
    expect(told(rules, "ingress")).toEqual([...needed, "sg-nodes > pods tcp 8080-8080"]);
    expect(told(rules, "egress")).toContain("sg-nodes > pods tcp 8080-8080");
  });

  it("open a port to those who call it alone", () => {
    const { rules } = traffic({
      choice: "strict",
      fargateSecurityGroupId: "sg-cluster",
      ports: { hook: { ...probes, toPort: 8090, from: ["controlPlane", "pods", "fargate"] } },
    });
    const asked = (text: string) => text.endsWith("8080-8090");
    expect(told(rules, "ingress").filter(asked)).toEqual([
      "pods > pods tcp 8080-8090",
      "sg-cluster > pods tcp 8080-8090",
      "sg-eni > pods tcp 8080-8090",
    ]);
    // The cluster security group lets everything out already.
    expect(told(rules, "egress").filter(asked)).toEqual(["pods > pods tcp 8080-8090", "sg-eni > pods tcp 8080-8090"]);
  });

  it("reach DNS on Fargate too, where its pods run beside", () => {
    const { rules } = traffic({ choice: "strict", fargateSecurityGroupId: "sg-cluster" });
    const beside = ["pods > sg-cluster tcp 53-53", "pods > sg-cluster udp 53-53"];
    expect(told(rules, "ingress")).toEqual([...needed, ...beside].sort());
    expect(told(rules, "egress")).toEqual(["pods > 0.0.0.0/0 tcp 443-443", ...needed.slice(1), ...beside].sort());
  });

  it("reach interface endpoints with a group of their own", () => {
    const { rules } = traffic({ choice: "strict", endpointSecurityGroupId: "sg-endpoints" });
    expect(told(rules, "ingress")).toEqual([...needed, "pods > sg-endpoints tcp 443-443"].sort());
    expect(told(rules, "egress")).toEqual(told(traffic({ choice: "strict" }).rules, "egress"));
  });
});

describe("the recommended rules of pods", () => {
  it("are those, the unprivileged ports among pods and nodes, webhooks, and everything out", () => {
    const { rules } = traffic();
    expect(told(rules, "ingress")).toEqual(
      [
        ...needed,
        "pods > pods tcp 1025-65535",
        "pods > sg-nodes tcp 1025-65535",
        "sg-eni > pods tcp 1025-65535",
        "sg-eni > pods tcp 443-443",
        "sg-nodes > pods tcp 1025-65535",
      ].sort(),
    );
    expect(told(rules, "egress")).toEqual([
      "pods > 0.0.0.0/0 -1",
      "sg-eni > pods tcp 1025-65535",
      "sg-eni > pods tcp 443-443",
    ]);
  });

  it("hold between them and Fargate pods too, where these run beside", () => {
    const beside = told(traffic({ fargateSecurityGroupId: "sg-cluster" }).rules, "ingress");
    expect(beside.filter((text) => text.includes("sg-cluster"))).toEqual([
      "pods > sg-cluster tcp 1025-65535",
      "pods > sg-cluster tcp 53-53",
      "pods > sg-cluster udp 53-53",
      "sg-cluster > pods tcp 1025-65535",
    ]);
  });

  it("are made once where control plane and nodes share the cluster security group", () => {
    const shared = { controlPlaneSecurityGroupId: "sg-cluster", nodeSecurityGroupId: "sg-cluster" };
    const { rules } = traffic(shared);
    const ingress = told(rules, "ingress");
    expect(ingress).toEqual([...new Set(ingress)]);
    expect(ingress).toContain("sg-cluster > pods tcp 1025-65535");
  });
});

describe("PodTraffic", () => {
  it("gets out by IPv6 by a rule of its own", () => {
    const { rules } = traffic({ choice: "strict", ipv6: true });
    expect(told(rules, "egress")).toEqual([
      "pods > 0.0.0.0/0 tcp 443-443",
      "pods > ::/0 tcp 443-443",
      ...needed.slice(1),
    ]);
  });

  it("describes every rule, and has its resources by key", () => {
    const { rules, traffic: made } = traffic();
    expect(rules.filter((rule) => typeof rule["description"] !== "string" || rule["description"] === "")).toEqual([]);
    expect(made.resources).toHaveLength(rules.length);
    expect(made.ingress["node-ingress-dns-udp-from-pod"]?.descriptionInput).toBe("Cluster DNS over UDP, from pods");
    expect(Object.keys({ ...made.ingress, ...made.egress })).toEqual(expect.arrayContaining(Object.keys(made.rules)));
  });

  it("takes further rules by key, and lets a transform leave one out", () => {
    const database = {
      group: "pods",
      direction: "egress",
      protocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      peer: { securityGroupId: "sg-database" },
      description: "Database",
    } as const;
    const { rules } = traffic({
      choice: "strict",
      extraRules: { database },
      transform: { rules: ({ "pod-egress-https": _, ...rest }) => rest },
    });
    expect(told(rules, "egress")).toEqual([...needed.slice(1), "pods > sg-database tcp 5432-5432"].sort());
  });

  it("reports everything wrong with its props at once", () => {
    expect(() =>
      traffic({
        ports: {
          none: { ...probes, fromPort: 0 },
          nobody: { ...probes, from: [] },
          beside: { ...probes, from: ["fargate"] },
        },
      }),
    ).toThrow(
      /3 problems[\s\S]*ports\.none\.fromPort = 0: must be a port, 1 to 65535[\s\S]*ports\.nobody\.from = \[\]: must name who calls it[\s\S]*rules\.pod-ingress-port-beside-from-fargate\.peer\.group = "fargate": is not a group given here; there are pods, controlPlane, nodes/,
    );
  });
});
