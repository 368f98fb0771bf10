import type { ClusterEndpoint } from "./cluster-endpoint";

/**
 * What Windows nodes are told. The bootstrap arguments take effect only where this project renders the whole user data: on
 * own images and in self-managed groups.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-windows-ami.html#bootstrap-script-configuration-parameters
 */
export interface WindowsSettings {
  /**
   * PowerShell commands that run before the node joins.
   * @default none
   */
  readonly commands?: readonly string[];
  /**
   * Flags of the kubelet, such as `["--max-pods=64"]`.
   * @default none
   */
  readonly kubeletFlags?: readonly string[];
  /**
   * Flags of kube-proxy.
   * @default none
   */
  readonly kubeProxyFlags?: readonly string[];
  /**
   * Address of the cluster's DNS service.
   * @default derived by the bootstrap script
   */
  readonly dnsClusterIp?: string;
  /**
   * IPv4 ranges beside the VPC's that pods reach with their own addresses.
   * @default none
   */
  readonly excludedSnatCidrs?: readonly string[];
}

/** User data of Windows: the commands, and the bootstrap script where EKS does not run it. */
export function windowsUserData(settings: WindowsSettings, cluster?: ClusterEndpoint): string {
  const lines = [...(settings.commands ?? []), ...(cluster === undefined ? [] : bootstrap(settings, cluster))];
  return `<powershell>\n${lines.map((line) => `${line.trimEnd()}\n`).join("")}</powershell>\n`;
}

/** Whether settings are given that only the bootstrap script takes. */
export function hasBootstrapArguments(settings: WindowsSettings): boolean {
  const { commands: _, ...rest } = settings;
  return Object.keys(rest).length > 0;
}

function bootstrap(settings: WindowsSettings, cluster: ClusterEndpoint): string[] {
  const { kubeletFlags, kubeProxyFlags, dnsClusterIp, excludedSnatCidrs } = settings;
  const words = [
    `-EKSClusterName ${quoted(cluster.clusterName)}`,
    `-APIServerEndpoint ${quoted(cluster.endpoint)}`,
    `-Base64ClusterCA ${quoted(cluster.certificateAuthority)}`,
    ...(kubeletFlags === undefined ? [] : [`-KubeletExtraArgs ${quoted(kubeletFlags.join(" "))}`]),
    ...(kubeProxyFlags === undefined ? [] : [`-KubeProxyExtraArgs ${quoted(kubeProxyFlags.join(" "))}`]),
    ...(dnsClusterIp === undefined ? [] : [`-DNSClusterIP ${quoted(dnsClusterIp)}`]),
    `-ServiceCIDR ${quoted(cluster.serviceCidr)}`,
    ...(excludedSnatCidrs === undefined ? [] : [`-ExcludedSnatCIDRs ${excludedSnatCidrs.map(quoted).join(",")}`]),
  ];
  return [
    '[string]$EKSBootstrapScriptFile = "$env:ProgramFiles\\Amazon\\EKS\\Start-EKSBootstrap.ps1"',
    `& $EKSBootstrapScriptFile ${words.join(" ")}`,
  ];
}

/** A PowerShell string that is taken as it is: a quote within it is doubled. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
