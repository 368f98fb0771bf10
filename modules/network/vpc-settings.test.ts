import { TerraformStack, Testing, Token } from "cdktf";
import { describe, expect, it } from "vitest";
import { InvalidPropsError } from "../shared/problems";
import { Vpc, type VpcProps } from "./index";

const BASE: VpcProps = { cidrBlock: "10.0.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] };

function problemsOf(props: Partial<VpcProps>): string[] {
  try {
    new Vpc(new TerraformStack(Testing.app(), "prod"), "network", { ...BASE, ...props });
  } catch (error) {
    if (error instanceof InvalidPropsError)
      return error.problems.map(({ property, message }) => `${property}: ${message}`);
    throw error;
  }
  return [];
}

describe("wrong props of a VPC", () => {
  it.each<[string, Partial<VpcProps>, string]>([
    ["a range that is none", { cidrBlock: "10.0.0.0" }, "cidrBlock: must be an IPv4 range, such as 10.0.0.0/16"],
    ["a range too large", { cidrBlock: "10.0.0.0/8" }, "cidrBlock: must have a prefix length between 16 and 28"],
    ["a range too small", { cidrBlock: "10.0.0.0/29" }, "cidrBlock: must have a prefix length between 16 and 28"],
    ["host bits", { cidrBlock: "10.0.1.0/16" }, "cidrBlock: must begin at the start of its range: 10.0.0.0/16"],
    [
      "a range known only to Terraform",
      { cidrBlock: Token.asString({ resolve: () => "10.0.0.0/16" }) },
      "cidrBlock: must be known when the program runs, since the address plan is made then: give a literal",
    ],
    [
      "one zone",
      { zones: ["eu-central-1a"] },
      "zones: must name at least two availability zones: EKS needs subnets in two",
    ],
    [
      "more zones than reserved",
      { zones: [..."abcde"].map((letter) => `us-east-1${letter}`) },
      "zones: names 5 zones, and the plan keeps room for 4 (reservedZones): set reservedZones higher; in a network that exists this moves subnets, which replaces them",
    ],
    [
      "a Local Zone",
      { zones: ["us-west-2a", "us-west-2-lax-1a"] },
      "zones[1]: must be the name of an availability zone, such as eu-central-1a (clusters do not run in Local or Wavelength Zones)",
    ],
    [
      "zones of two regions",
      { zones: ["eu-central-1a", "eu-west-1a"] },
      "zones[1]: must be in the region of the other zones, eu-central-1",
    ],
    ["a zone named twice", { zones: ["eu-central-1a", "eu-central-1a"] }, "zones[1]: is named twice"],
    [
      "a zone known only to Terraform",
      { zones: ["eu-central-1a", Token.asString({ resolve: () => "eu-central-1b" })] },
      "zones[1]: must be known when the program runs, since addresses are made of it: give a literal",
    ],
    ["no tier", { tiers: {} }, "tiers: must hold at least one tier"],
    [
      "a tier named by a number, which JavaScript would move to the front",
      { tiers: { 1: { type: "isolated" } } },
      "tiers.1: must be named by a letter, then letters, digits and hyphens, at most 32 characters",
    ],
    [
      "a prefix too long",
      { tiers: { nodes: { type: "isolated", prefixLength: 29 } } },
      "tiers.nodes.prefixLength: must be a whole number between 16 and 28, known when the program runs",
    ],
    [
      "public addresses in a tier without a route for them",
      { tiers: { nodes: { type: "isolated", mapPublicIpOnLaunch: true } } },
      "tiers.nodes.mapPublicIpOnLaunch: must be false: a tier of type isolated has no route for public addresses",
    ],
    [
      "load balancers beside the control plane's interfaces",
      { tiers: { eni: { type: "controlPlane", loadBalancers: true } } },
      "tiers.eni.loadBalancers: must be false in a controlPlane tier: load balancers take the addresses that EKS needs for upgrades",
    ],
    [
      "private tiers without NAT",
      { nat: "none" },
      "nat: must be single, perZone or regional, or the private tiers (private) be of type isolated",
    ],
    [
      "NAT that nothing leaves by",
      { nat: "single", tiers: { public: { type: "public" } } },
      "nat: must be none: no tier is private, so nothing would leave by it",
    ],
    [
      "NAT without a public tier",
      { tiers: { private: { type: "private" } } },
      "nat: needs a public tier for the NAT gateways to stand in, unless it is regional",
    ],
    [
      "a name that security groups cannot have",
      { name: "sg-core" },
      "name: must be 1 to 64 letters, digits and hyphens, beginning with a letter but not with sg-",
    ],
    [
      "tiers that do not fit, with the plan",
      {
        cidrBlock: "10.0.0.0/24",
        tiers: { nodes: { type: "isolated", prefixLength: 26 }, eni: { type: "controlPlane" } },
      },
      [
        "tiers: do not all fit: take a larger range or longer prefixes. The plan:",
        "    10.0.0.0/24, 256 addresses, each tier with room for 4 zones:",
        "      nodes  10.0.0.0/24   4 x /26",
        "      eni    does not fit  4 x /28, needs a free /26",
        "      free: nothing",
      ].join("\n"),
    ],
  ])("include %s", (_what, props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });

  it("include what plain JavaScript or YAML may hold instead of a known value", () => {
    const loose: Partial<VpcProps> = JSON.parse(
      '{ "nat": "many", "reservedZones": 3, "tiers": { "nodes": { "type": "secret" } } }',
    );
    expect(problemsOf(loose)).toEqual([
      "reservedZones: must be 2, 4 or 8",
      "tiers.nodes.type: must be one of public, private, isolated, controlPlane",
      "nat: must be one of none, single, perZone, regional",
    ]);
  });

  it("are reported all at once, with their values, and nothing is made", () => {
    const stack = new TerraformStack(Testing.app(), "prod");
    const props: VpcProps = { cidrBlock: "10.0.0.0/30", zones: ["eu-central-1a"], nat: "none" };
    expect(() => new Vpc(stack, "network", props)).toThrow(
      [
        'Vpc "network": 3 problems',
        '  cidrBlock = "10.0.0.0/30": must have a prefix length between 16 and 28',
        '  zones = ["eu-central-1a"]: must name at least two availability zones: EKS needs subnets in two',
        '  nat = "none": must be single, perZone or regional, or the private tiers (private) be of type isolated',
      ].join("\n"),
    );
    expect(JSON.parse(Testing.synth(stack)).resource).toBeUndefined();
  });

  it("do not include any of a default VPC, from /16 to /24", () => {
    for (let prefixLength = 16; prefixLength <= 24; prefixLength += 1) {
      expect(problemsOf({ cidrBlock: `10.0.0.0/${prefixLength}` })).toEqual([]);
    }
  });
});
