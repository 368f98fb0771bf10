import { Token } from "cdktf";
import { Problems } from "../shared/problems";
import { ipv6PrefixLength, isWorld, parseIpv4Cidr } from "./cidr";

export interface PublicAccessOptions {
  /**
   * Lets the whole internet reach the endpoint. Without it, ranges that come down to the whole internet are refused.
   * @default false
   */
  readonly openToWorld?: boolean;
}

/** Ranges that EKS takes for one endpoint. */
const MAX_CIDRS = 40;

/**
 * From where the Kubernetes API can be reached: a value that cannot contradict itself (neither endpoint off at once, nor
 * ranges for a public endpoint that is off).
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
 */
export class EndpointAccess {
  private constructor(
    /** Whether names in the VPC resolve to the control plane's interfaces there. */
    readonly privateAccess: boolean,
    /** Whether there is an endpoint on the internet. */
    readonly publicAccess: boolean,
    /** The ranges that the public endpoint lets in; empty without one. */
    readonly publicCidrs: readonly string[],
  ) {}

  /** From the VPC and what is connected to it alone. */
  static private(): EndpointAccess {
    return new EndpointAccess(true, false, []);
  }

  /**
   * From the VPC through its own interfaces, and from the ranges given through the public endpoint.
   *
   * @param cidrs 1-40 ranges in CIDR notation, such as `203.0.113.0/24`; tokens are not judged
   * @throws InvalidPropsError if there are none or too many, if one is no range, or if together they are the whole
   * internet without `openToWorld`
   */
  static publicAndPrivate(cidrs: readonly string[], options: PublicAccessOptions = {}): EndpointAccess {
    checkCidrs("EndpointAccess.publicAndPrivate", cidrs, options);
    return new EndpointAccess(true, true, cidrs);
  }

  /**
   * Through the public endpoint alone, also for the nodes: their addresses (those of the NAT gateways) must be in the
   * ranges too.
   *
   * @param cidrs 1-40 ranges in CIDR notation; tokens are not judged
   * @throws InvalidPropsError as `publicAndPrivate` does
   */
  static publicOnly(cidrs: readonly string[], options: PublicAccessOptions = {}): EndpointAccess {
    checkCidrs("EndpointAccess.publicOnly", cidrs, options);
    return new EndpointAccess(false, true, cidrs);
  }
}

function checkCidrs(method: string, cidrs: readonly string[], options: PublicAccessOptions): void {
  const problems = new Problems(method);
  if (!Token.isUnresolved(cidrs)) {
    problems.check(
      "cidrs",
      cidrs,
      (list) => list.length >= 1 && list.length <= MAX_CIDRS,
      `must be 1 to ${MAX_CIDRS} ranges`,
    );
    for (const [index, cidr] of cidrs.entries()) {
      problems.check(
        `cidrs[${index}]`,
        cidr,
        (text) => parseIpv4Cidr(text) !== undefined || ipv6PrefixLength(text) !== undefined,
        'must be a range in CIDR notation without bits behind its prefix, such as "203.0.113.0/24"',
      );
    }
    const literals = cidrs.filter((cidr) => !Token.isUnresolved(cidr));
    if (options.openToWorld !== true && isWorld(literals)) {
      problems.add("cidrs", literals, "is the whole internet; name the ranges you need, or say openToWorld: true");
    }
  }
  problems.throwIfAny();
}
