import { Token } from "cdktf";
import { blocksOverlap } from "../network/ipv4-block";
import type { NetworkSubnet } from "../network/network";
import { isLogRetention, LOG_RETENTION_MESSAGE } from "../shared/log-retention";
import type { Problems } from "../shared/problems";
import { isWithin, parseIpv4Cidr } from "./cidr";
import { CONTROL_PLANE_LOG_TYPES, type ControlPlaneProps } from "./control-plane-props";
import { isVersionShaped, KUBERNETES_VERSIONS } from "./kubernetes-versions";

const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** What is wrong with the literals of a control plane's props. */
export function checkControlPlane(
  props: ControlPlaneProps,
  subnets: readonly NetworkSubnet[],
  problems: Problems,
): void {
  problems.check(
    "name",
    props.name,
    (name) => /^[0-9A-Za-z][\w-]{0,99}$/.test(name),
    "must have 1 to 100 letters, digits, hyphens and underscores, the first a letter or digit",
  );
  problems.check(
    "version",
    props.version,
    isVersionShaped,
    `must be a Kubernetes minor version, such as ${KUBERNETES_VERSIONS.at(-1)}; known are ${KUBERNETES_VERSIONS.join(", ")}`,
  );
  checkZones(props, subnets, problems);
  problems.check("securityGroups", props.securityGroups?.length, (count) => count <= 5, "must be at most 5 groups");
  for (const [index, type] of (props.logs?.types ?? []).entries()) {
    const known: readonly string[] = CONTROL_PLANE_LOG_TYPES;
    problems.check(`logs.types[${index}]`, type, (name) => known.includes(name), `must be one of ${known.join(", ")}`);
  }
  problems.check("logs.retentionDays", props.logs?.retentionDays, isLogRetention, LOG_RETENTION_MESSAGE);
  problems.check("accountId", props.accountId, (id) => /^\d{12}$/.test(id), "must have 12 digits");
  checkServiceRange(props, problems);
}

function checkZones(props: ControlPlaneProps, subnets: readonly NetworkSubnet[], problems: Problems): void {
  const zones = subnets.map((subnet) => subnet.zone);
  if (zones.length === 0 || zones.some((zone) => Token.isUnresolved(zone))) return;
  if (new Set(zones).size >= 2) return;
  const property = props.zones === undefined ? "tier" : "zones";
  problems.add(property, props.zones ?? props.tier, `has subnets in ${zones[0]} alone; EKS needs at least two zones`);
}

function checkServiceRange({ serviceIpv4Cidr, network }: ControlPlaneProps, problems: Problems): void {
  if (serviceIpv4Cidr === undefined || Token.isUnresolved(serviceIpv4Cidr)) return;
  const range = parseIpv4Cidr(serviceIpv4Cidr);
  if (range === undefined || range.prefixLength < 12 || range.prefixLength > 24 || !isWithin(range, SERVICE_RANGES)) {
    problems.add(
      "serviceIpv4Cidr",
      serviceIpv4Cidr,
      `must be a range of /12 to /24 within ${SERVICE_RANGES.join(", ")}`,
    );
    return;
  }
  for (const cidr of network.ipv4CidrBlocks) {
    const taken = Token.isUnresolved(cidr) ? undefined : parseIpv4Cidr(cidr);
    if (taken !== undefined && blocksOverlap(range, taken)) {
      problems.add("serviceIpv4Cidr", serviceIpv4Cidr, `must not overlap the network's range ${cidr}`);
    }
  }
}
