import { VpcDhcpOptions, type VpcDhcpOptionsConfig } from "@cdktf/provider-aws/lib/vpc-dhcp-options";
import { VpcDhcpOptionsAssociation } from "@cdktf/provider-aws/lib/vpc-dhcp-options-association";
import { Token } from "cdktf";
import { Construct } from "constructs";
import type { Problems } from "../shared/problems";
import { transformed } from "../shared/transform";
import { parseIpv4Block } from "./ipv4-block";
import type { DhcpOptionsTransforms } from "./vpc-transforms";

/**
 * What instances learn when they start. To change it makes new options, which instances take over as their leases end.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html
 */
export interface DhcpOptionsProps {
  /**
   * Domain that unqualified names are completed with, such as `corp.example`.
   * @default `<region>.compute.internal`, in us-east-1 `ec2.internal`
   */
  readonly domainName?: string;
  /**
   * Addresses of the name servers, at most four, or `AmazonProvidedDNS`. EKS wants the latter among them: nodes find the
   * private endpoint of their cluster by it alone, unless other servers forward to it.
   * @default ["AmazonProvidedDNS"]
   * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
   */
  readonly domainNameServers?: readonly string[];
  /**
   * Addresses of the time servers, at most four.
   * @default none: the images of EKS use Amazon's, at 169.254.169.123
   */
  readonly ntpServers?: readonly string[];
  /**
   * Seconds that an IPv6 address is used for before its lease is renewed, 140 to 2147483647.
   * @default 140
   */
  readonly ipv6AddressPreferredLeaseTime?: number;
}

/** Finds what is wrong with the DHCP options of a VPC. */
export function checkDhcpOptions(options: DhcpOptionsProps, problems: Problems): void {
  const { domainNameServers = [AMAZON], ntpServers = [], ipv6AddressPreferredLeaseTime } = options;
  const lists = { domainNameServers, ntpServers };
  if (domainNameServers.length === 0) {
    problems.add("dhcpOptions.domainNameServers", domainNameServers, `must hold a server, such as ${AMAZON}`);
  }
  for (const [name, servers] of Object.entries(lists)) {
    const property = `dhcpOptions.${name}`;
    if (servers.length > MOST_SERVERS) problems.add(property, servers, `must hold at most ${MOST_SERVERS} servers`);
    const isDns = name === "domainNameServers";
    const message = isDns
      ? `must be ${AMAZON} or an address, such as 10.0.0.2`
      : "must be an address, such as 10.0.0.2";
    servers.forEach((server, position) => {
      const isServer = (value: string) => isAddress(value) || (isDns && value === AMAZON);
      problems.check(`${property}[${position}]`, server, isServer, message);
    });
  }
  problems.check(
    "dhcpOptions.ipv6AddressPreferredLeaseTime",
    ipv6AddressPreferredLeaseTime,
    (seconds) => Token.isUnresolved(seconds) || (Number.isInteger(seconds) && seconds >= 140 && seconds < 2 ** 31),
    "must be a whole number of seconds between 140 and 2147483647",
  );
}

/** The DHCP options of a VPC; `Vpc` fills them in. */
export interface DhcpOptionsSettings {
  readonly vpcId: string;
  readonly options: DhcpOptionsProps;
  readonly tags: Readonly<Record<string, string>>;
  readonly transform: DhcpOptionsTransforms;
}

/** DHCP options, and their association with the VPC. */
export class DhcpOptions extends Construct {
  readonly options: VpcDhcpOptions;
  readonly association: VpcDhcpOptionsAssociation;

  constructor(scope: Construct, id: string, { vpcId, options, tags, transform }: DhcpOptionsSettings) {
    super(scope, id);
    const { domainName, domainNameServers = [AMAZON], ntpServers, ipv6AddressPreferredLeaseTime: seconds } = options;
    const config: VpcDhcpOptionsConfig = {
      domainNameServers: [...domainNameServers],
      ...(domainName === undefined ? {} : { domainName }),
      ...(ntpServers === undefined ? {} : { ntpServers: [...ntpServers] }),
      ...(seconds === undefined ? {} : { ipv6AddressPreferredLeaseTime: String(seconds) }),
      tags: { ...tags },
    };
    this.options = new VpcDhcpOptions(this, "options", transformed(config, transform.dhcpOptions));
    const association = { vpcId, dhcpOptionsId: this.options.id };
    this.association = new VpcDhcpOptionsAssociation(
      this,
      "association",
      transformed(association, transform.dhcpOptionsAssociation),
    );
  }
}

const AMAZON = "AmazonProvidedDNS";
const MOST_SERVERS = 4;

function isAddress(text: string): boolean {
  return parseIpv4Block(`${text}/32`) !== undefined || (/^[0-9a-f:.]+$/i.test(text) && text.includes(":"));
}
