/**
 * How the subnets of a tier reach the world:
 * - `public`: through an internet gateway;
 * - `private`: out only, through a NAT gateway;
 * - `isolated`: not at all, but for the VPC's endpoints;
 * - `controlPlane`: not at all, and small: for the network interfaces of EKS control planes alone.
 */
export type TierType = "public" | "private" | "isolated" | "controlPlane";
