import type { Cluster } from "../../control-plane";

/** What a node must be told to join a cluster, where EKS does not tell it. */
export interface ClusterEndpoint {
  readonly clusterName: string;
  /** URL of the Kubernetes API. */
  readonly endpoint: string;
  /** Certificate authority, in base64. */
  readonly certificateAuthority: string;
  /** Range of the services' addresses, IPv4 or IPv6. */
  readonly serviceCidr: string;
}

/** A cluster that nodes of one's own can join: it tells its endpoint, as a `ControlPlane` does. */
export interface JoinableCluster extends Cluster {
  readonly endpoint: string;
  readonly certificateAuthority: string;
  /** IPv4 range of the services. */
  readonly serviceIpv4Cidr: string;
  /** Kubernetes version, such as `1.35`. */
  readonly version: string;
}

/** Says whether a cluster tells what nodes need to join it. */
export function isJoinable(cluster: Cluster): cluster is JoinableCluster {
  return "endpoint" in cluster && "certificateAuthority" in cluster && "serviceIpv4Cidr" in cluster;
}

/** The endpoint of a cluster; the service range is the cluster's own for IPv4 unless another is given. */
export function clusterEndpointOf(cluster: JoinableCluster, serviceCidr?: string): ClusterEndpoint {
  return {
    clusterName: cluster.clusterName,
    endpoint: cluster.endpoint,
    certificateAuthority: cluster.certificateAuthority,
    serviceCidr: serviceCidr ?? cluster.serviceIpv4Cidr,
  };
}
