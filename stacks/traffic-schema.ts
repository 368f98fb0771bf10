import { z } from "zod";
import type { NodePort, TrafficRule } from "../modules/security-groups";
import type { TrafficSettings } from "./eks-platform-props";

const text = z.string();
const count = z.number();

/** A schema for each of the keys: one that the props have and the file not does not compile. */
type SchemaOf<Keys extends PropertyKey> = Record<Keys, z.ZodType>;

const choice = z.enum(["recommended", "strict", "clusterSecurityGroupOnly"]);
const group = z.enum(["controlPlane", "nodes", "fargate"]);

const nodePort = z.strictObject({
  protocol: z.enum(["tcp", "udp"]),
  fromPort: count,
  toPort: count.exactOptional(),
  description: text,
} satisfies SchemaOf<keyof NodePort>);

const peer = z.union([
  z.strictObject({ group }),
  z.strictObject({ securityGroupId: text }),
  z.strictObject({ prefixListId: text }),
  z.strictObject({ cidrIpv4: text }),
  z.strictObject({ cidrIpv6: text }),
]);

const rule = z.strictObject({
  group,
  direction: z.enum(["ingress", "egress"]),
  protocol: z.enum(["tcp", "udp", "all"]),
  fromPort: count.exactOptional(),
  toPort: count.exactOptional(),
  peer,
  description: text,
} satisfies SchemaOf<keyof TrafficRule>);

/** The traffic of a cluster of `platform.yaml`: a choice, or a choice and more. */
export const trafficSchema = z.union([
  choice,
  z.strictObject({
    choice: choice.exactOptional(),
    webhookPorts: z.array(count).exactOptional(),
    nodePorts: z.record(text, nodePort).exactOptional(),
    extraRules: z.record(text, rule).exactOptional(),
  } satisfies SchemaOf<keyof TrafficSettings>),
]);
