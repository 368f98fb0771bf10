import { Token } from "cdktf";
import { blocksOverlap } from "../network/ipv4-block";
import { checkTimeouts } from "../shared/durations";
import type { Problems } from "../shared/problems";
import { checkAutoMode } from "./auto-mode";
import { isWithin, parseIpv4Cidr } from "./cidr";
import { authenticationModeOf } from "./cluster-config";
import { AUTHENTICATION_MODES, SCALING_TIERS } from "./cluster-options";
import type { ControlPlaneProps } from "./control-plane-props";
import { checkOutpost } from "./outpost";
import { checkRemoteNetworks } from "./remote-networks";

const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** What is wrong with the arguments of the cluster that need no other resource. */
export function checkClusterOptions(props: ControlPlaneProps, problems: Problems): void {
  checkFamily(props, problems);
  checkServiceRange(props, problems);
  checkRemote(props, problems);
  if (props.autoMode !== undefined && props.autoMode !== true) {
    checkAutoMode(props.autoMode, problems.under("autoMode"));
  }
  if (props.outpost !== undefined) checkOutpost(props.outpost, props, problems);
  checkAuthentication(props, problems);
  const supportTypes: readonly string[] = ["STANDARD", "EXTENDED"];
  const isSupportType = (type: string): boolean => supportTypes.includes(type);
  problems.check<string>("supportType", props.supportType, isSupportType, `must be one of ${supportTypes.join(", ")}`);
  const tierMessage = `must be a tier, such as tier-xl; known are ${SCALING_TIERS.join(", ")}`;
  problems.check("scalingTier", props.scalingTier, (tier) => /^(standard|tier-\d*xl)$/.test(tier), tierMessage);
  checkTimeouts(props.timeouts, problems);
}

function checkFamily({ ipFamily, serviceIpv4Cidr, remoteNetworks }: ControlPlaneProps, problems: Problems): void {
  const families: readonly string[] = ["ipv4", "ipv6"];
  problems.check<string>("ipFamily", ipFamily, (family) => families.includes(family), "must be ipv4 or ipv6");
  if (ipFamily !== "ipv6") return;
  const message = "must be left out with ipFamily ipv6";
  if (serviceIpv4Cidr !== undefined)
    problems.add("serviceIpv4Cidr", serviceIpv4Cidr, `${message}: services get IPv6 addresses`);
  if (remoteNetworks !== undefined)
    problems.add("remoteNetworks", remoteNetworks, `${message}: hybrid nodes have IPv4 addresses`);
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

function checkRemote({ remoteNetworks, network, serviceIpv4Cidr }: ControlPlaneProps, problems: Problems): void {
  if (remoteNetworks === undefined) return;
  const taken = [
    ...network.ipv4CidrBlocks.map((cidr) => ({ cidr, owner: "the network's range" })),
    ...(serviceIpv4Cidr === undefined ? [] : [{ cidr: serviceIpv4Cidr, owner: "serviceIpv4Cidr" }]),
  ];
  checkRemoteNetworks(remoteNetworks, taken, problems.under("remoteNetworks"));
}

/** Access entries are how EKS lets nodes of these kinds in. */
function checkAuthentication(props: ControlPlaneProps, problems: Problems): void {
  const modes: readonly string[] = AUTHENTICATION_MODES;
  const { authenticationMode } = props;
  const isMode = (mode: string): boolean => modes.includes(mode);
  problems.check<string>("authenticationMode", authenticationMode, isMode, `must be one of ${modes.join(", ")}`);
  if (props.outpost !== undefined) {
    const message = "must be left out or CONFIG_MAP: local clusters on Outposts have no access entries";
    problems.check("authenticationMode", authenticationMode, (mode) => mode === "CONFIG_MAP", message);
    problems.check(
      "creatorAdmin",
      props.creatorAdmin,
      (isAdmin) => isAdmin,
      "must be true: nobody else can let others in",
    );
    return;
  }
  if (authenticationModeOf(props) !== "CONFIG_MAP") return;
  const needed = { autoMode: props.autoMode, remoteNetworks: props.remoteNetworks, capabilities: props.capabilities };
  for (const [property, value] of Object.entries(needed)) {
    if (value === undefined) continue;
    problems.add(property, value, "needs authenticationMode API or API_AND_CONFIG_MAP, for access entries");
  }
}
