/** Services that have gateway endpoints: free, and reached through route tables. */
export type GatewayService = "s3" | "dynamodb";

/** A gateway endpoint. */
export interface GatewayEndpointProps {
  /**
   * Names of the tiers whose route tables lead to it.
   * @default all but those of type controlPlane
   */
  readonly tiers?: readonly string[];
  /**
   * Endpoint policy, as JSON. ECR needs to read its layers from `arn:aws:s3:::prod-<region>-starport-layer-bucket/*`.
   * @default full access
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
   */
  readonly policy?: string;
}

/** An interface endpoint: one network interface in each zone. It costs about 8 USD a month for each zone. */
export interface InterfaceEndpointProps {
  /**
   * Name of the tier that it stands in.
   * @default the endpoints' tier
   */
  readonly tier?: string;
  /**
   * Whether the service's own name leads to the endpoint inside the VPC. Without it, EKS nodes do not find it.
   * @default true
   */
  readonly privateDnsEnabled?: boolean;
  /**
   * Full name of the endpoint service, where it is not `com.amazonaws.<region>.<service>`. In China most are
   * `cn.com.amazonaws.<region>.<service>`.
   * @default `com.amazonaws.<region>.<service>`
   */
  readonly serviceName?: string;
  /**
   * Endpoint policy, as JSON.
   * @default full access
   */
  readonly policy?: string;
}

/** The endpoints of a VPC. */
export interface EndpointsProps {
  /**
   * A set to begin with. `privateCluster` holds what a cluster without a way out needs: a gateway to s3, and interfaces to
   * ec2, ecr.api, ecr.dkr, sts, logs, eks, eks-auth, elasticloadbalancing and autoscaling.
   * @default none
   * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
   */
  readonly preset?: "privateCluster";
  /**
   * Gateway endpoints by service; false takes one out of the set.
   * @default those of the set
   */
  readonly gateways?: Readonly<Partial<Record<GatewayService, GatewayEndpointProps | false>>>;
  /**
   * Interface endpoints by service, such as `ecr.api`; false takes one out of the set.
   * @default those of the set
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly interfaces?: Readonly<Record<string, InterfaceEndpointProps | false>>;
  /**
   * Name of the tier that the interface endpoints stand in.
   * @default the first private or isolated tier
   */
  readonly tier?: string;
}
