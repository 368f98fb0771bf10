import { describe, expect, it } from "vitest";
import { leastProps, networkOf, type Resources, synthesize } from "../../test/control-planes";
import type { ControlPlane, ControlPlaneProps } from "./index";

/** Every resource by its address, as text. */
function addresses(resources: Resources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [type, named] of Object.entries(resources)) {
    for (const [name, resource] of Object.entries(named)) found.set(`${type}.${name}`, JSON.stringify(resource));
  }
  return found;
}

/** Addresses of the resources that the second synthesis has and the first has not; fails over any that changed or went. */
function added(
  before: Partial<ControlPlaneProps>,
  after: Partial<ControlPlaneProps>,
  act?: (made: ControlPlane) => void,
) {
  const first = addresses(synthesize(before));
  const second = addresses(synthesize(after, act));
  for (const [address, resource] of first) expect([address, second.get(address)]).toEqual([address, resource]);
  return [...second.keys()].filter((address) => !first.has(address)).map((address) => address.split(".")[0]);
}

const reader = { principalArn: "arn:aws:iam::111122223333:role/reader", policy: "AmazonEKSViewPolicy" } as const;
const admin = { principalArn: "arn:aws:iam::111122223333:role/admin", policy: "AmazonEKSAdminPolicy" } as const;

describe("adding one thing", () => {
  it("changes nothing else: an add-on, before or behind the others, with a role or without", () => {
    expect(added({}, { addons: { "aws-efs-csi-driver": {} } })).toEqual(["aws_eks_addon"]);
    const addons = { adot: {}, "snapshot-controller": {} };
    expect(added({ addons: { "snapshot-controller": {} } }, { addons })).toEqual(["aws_eks_addon"]);
    expect(added({}, { addons: { "aws-ebs-csi-driver": { ownRole: "podIdentity" } } })).toEqual([
      "aws_eks_addon",
      "aws_iam_role",
      "aws_iam_role_policy_attachment",
    ]);
  });

  it("changes nothing else: an access entry, before or behind the others, by props or by method", () => {
    const entry = ["aws_eks_access_entry", "aws_eks_access_policy_association"];
    expect(added({ access: { admin } }, { access: { reader, admin } })).toEqual(entry);
    expect(added({ access: { admin } }, { access: { admin } }, (made) => made.grantAccess("reader", reader))).toEqual(
      entry,
    );
  });

  it("changes nothing else: a further policy for a principal that has an entry", () => {
    const edit = { ...admin, policy: "AmazonEKSEditPolicy", scope: { namespaces: ["shop"] } } as const;
    expect(added({ access: { admin } }, { access: { admin, edit } })).toEqual(["aws_eks_access_policy_association"]);
  });

  it("changes nothing else: a capability", () => {
    const ack = { type: "ACK" } as const;
    expect(added({ capabilities: { ack } }, { capabilities: { kro: { type: "KRO" }, ack } })).toEqual([
      "aws_eks_capability",
      "aws_iam_role",
    ]);
  });

  it("keeps the cluster's address whatever its options are", () => {
    const plain = [...addresses(synthesize()).keys()].filter((address) => address.startsWith("aws_eks_cluster."));
    const variants: Partial<ControlPlaneProps>[] = [
      { autoMode: true },
      { ipFamily: "ipv6" },
      { remoteNetworks: { nodes: ["192.168.0.0/20"] } },
      { network: networkOf(["eu-central-1a", "eu-central-1b", "eu-central-1c"]) },
      { secretsKey: { alsoFor: ["volumes"] } },
    ];
    for (const variant of variants) {
      expect([...addresses(synthesize(variant)).keys()]).toEqual(expect.arrayContaining(plain));
    }
    expect(plain).toEqual(["aws_eks_cluster.control-plane_cluster_47C848BD"]);
  });

  it("comes out the same whichever order keys are in", () => {
    const one = { addons: { adot: {}, "snapshot-controller": {} }, access: { admin, reader } };
    const other = { addons: { "snapshot-controller": {}, adot: {} }, access: { reader, admin } };
    expect(addresses(synthesize(one))).toEqual(addresses(synthesize(other)));
    expect(leastProps.name).toBe("demo");
  });
});
