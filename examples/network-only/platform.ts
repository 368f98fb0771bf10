import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, TerraformOutput, TerraformStack } from "cdktf";
import { Vpc } from "eksgate";

/** A VPC for clusters to come, in a state of its own, with outputs that `existing-vpc` takes. */
export class NetworkStack extends TerraformStack {
  readonly vpc: Vpc;

  constructor(app: App, id: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "us-east-2", allowedAccountIds: ["111122223333"] });
    this.vpc = new Vpc(this, "network", {
      name: "shared",
      cidrBlock: "10.0.0.0/16",
      // Pods get addresses of their own range, so that they use up none of the company's.
      secondaryCidrBlocks: { pods: "100.64.0.0/16" },
      zones: ["us-east-2a", "us-east-2b", "us-east-2c"],
      tiers: {
        public: { type: "public" },
        private: { type: "private", tags: { tier: "private" } },
        controlPlane: { type: "controlPlane", tags: { tier: "control-plane" } },
        pods: { type: "private", range: "pods", prefixLength: 18 },
      },
      nat: "perZone",
      // Images come by it, and cost no NAT traffic.
      endpoints: { gateways: { s3: {} } },
    });
    for (const tier of this.vpc.tierNames) {
      const subnets = Object.fromEntries(this.vpc.subnets(tier).map(({ zone, id: subnetId }) => [zone, subnetId]));
      new TerraformOutput(this, `${tier}-subnets`, { value: subnets, description: `Subnets of ${tier} by zone` });
    }
    new TerraformOutput(this, "vpc-id", { value: this.vpc.vpcId, description: "Id of the VPC" });
  }
}

export function platform(app: App): NetworkStack {
  return new NetworkStack(app, "network-only");
}
