import type { Problems } from "../shared/problems";
import type { ComputeKind } from "./addon";
import {
  type CorednsConfiguration,
  type EbsCsiConfiguration,
  isKnownAddon,
  type KubeProxyConfiguration,
} from "./addon-configuration";

/** Finds what an add-on would refuse of its configuration values, or take and then not work with. */
export function checkValues(name: string, configuration: object, compute: ComputeKind, problems: Problems): void {
  if (!isKnownAddon(name)) return;
  if (name === "coredns") checkCoredns(configuration, compute, problems);
  if (name === "kube-proxy") checkKubeProxy(configuration, problems);
  if (name === "aws-ebs-csi-driver") checkEbsCsi(configuration, problems);
}

function checkCoredns(configuration: CorednsConfiguration, compute: ComputeKind, problems: Problems): void {
  const { computeType, replicaCount, autoScaling, podDisruptionBudget } = configuration;
  if (compute === "fargate") {
    const message = 'must be "Fargate": nothing else runs pods of this cluster';
    problems.check<unknown>("computeType", computeType ?? "EC2", (type) => type === "Fargate", message);
  }
  if (compute === "ec2" || compute === "autoMode") {
    problems.check(
      "computeType",
      computeType,
      (type) => type !== "Fargate",
      "must not be Fargate: the cluster has none",
    );
  }
  problems.check("replicaCount", replicaCount, isCount(1), "must be a count of at least 1");
  const { minReplicas, maxReplicas } = autoScaling ?? {};
  const isReplicas = (count: number): boolean => isCount(2)(count) && count <= 1000;
  problems.check("autoScaling.minReplicas", minReplicas, isReplicas, "must be 2 to 1000");
  problems.check("autoScaling.maxReplicas", maxReplicas, isReplicas, "must be 2 to 1000");
  if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas) {
    problems.add("autoScaling.minReplicas", minReplicas, `must not be above maxReplicas, ${maxReplicas}`);
  }
  const { minAvailable, maxUnavailable } = podDisruptionBudget ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    problems.add("podDisruptionBudget.minAvailable", minAvailable, "must not be given together with maxUnavailable");
  }
}

function checkKubeProxy({ mode, ipvs }: KubeProxyConfiguration, problems: Problems): void {
  const modes: readonly string[] = ["iptables", "ipvs", "nftables"];
  problems.check("mode", mode, (name) => modes.includes(name), `must be one of ${modes.join(", ")}`);
  if (ipvs !== undefined && mode !== "ipvs") problems.add("ipvs", ipvs, "must be left out unless the mode is ipvs");
}

function checkEbsCsi({ controller, node }: EbsCsiConfiguration, problems: Problems): void {
  for (const [key, value] of Object.entries(controller?.extraVolumeTags ?? {})) {
    const property = `controller.extraVolumeTags.${key}`;
    if (key.length < 1 || key.length > 128) problems.add(property, value, "must have a key of 1 to 128 characters");
    problems.check(property, value, (text) => text.length <= 256, "must have at most 256 characters");
  }
  problems.check("controller.replicaCount", controller?.replicaCount, isCount(1), "must be a count of at least 1");
  const { reservedVolumeAttachments: reserved, volumeAttachLimit: limit } = node ?? {};
  problems.check("node.reservedVolumeAttachments", reserved, isCount(0), "must be a count");
  problems.check("node.volumeAttachLimit", limit, isCount(0), "must be a count");
  if (reserved !== undefined && limit !== undefined) {
    problems.add("node.reservedVolumeAttachments", reserved, "must not be given together with volumeAttachLimit");
  }
}

function isCount(least: number): (count: number) => boolean {
  return (count) => Number.isInteger(count) && count >= least;
}
