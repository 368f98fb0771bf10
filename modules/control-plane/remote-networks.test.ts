import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidPropsError, Problems } from "../shared/problems";
import { checkRemoteNetworks, type RemoteNetworks } from "./remote-networks";

function isRefused(networks: RemoteNetworks, taken: readonly string[] = []): boolean {
  const problems = new Problems("test");
  checkRemoteNetworks(
    networks,
    taken.map((cidr) => ({ cidr, owner: "another" })),
    problems,
  );
  try {
    problems.throwIfAny();
  } catch (error) {
    if (error instanceof InvalidPropsError) return true;
    throw error;
  }
  return false;
}

/** A range within 10.0.0.0/8, by the 24 bits behind the first octet and the prefix length. */
const ranges = fc.record({ bits: fc.integer({ min: 0, max: 2 ** 24 - 1 }), prefix: fc.integer({ min: 9, max: 32 }) });
type Range = { readonly bits: number; readonly prefix: number };

function cidrOf({ bits, prefix }: Range): string {
  const start = bits - (bits % 2 ** (32 - prefix));
  return `10.${Math.floor(start / 65_536)}.${Math.floor(start / 256) % 256}.${start % 256}/${prefix}`;
}

/** Ranges overlap where the shorter prefix of both is the same. */
function overlap(one: Range, other: Range): boolean {
  const size = 2 ** (32 - Math.min(one.prefix, other.prefix));
  return Math.floor(one.bits / size) === Math.floor(other.bits / size);
}

describe("remote networks", () => {
  it("are refused exactly where two of their ranges overlap, wherever these stand", () => {
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const expected = overlap(one, other);
        expect(isRefused({ nodes: [cidrOf(one), cidrOf(other)] })).toBe(expected);
        expect(isRefused({ nodes: [cidrOf(one)], pods: [cidrOf(other)] })).toBe(expected);
        expect(isRefused({ nodes: [cidrOf(one)] }, [cidrOf(other)])).toBe(expected);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each(["10.0.0.0/8", "172.16.0.0/12", "192.168.255.255/32", "100.64.0.0/10"])("may be %s", (cidr) => {
    expect(isRefused({ nodes: [cidr] })).toBe(false);
  });

  it.each(["0.0.0.0/0", "10.0.0.0/7", "172.32.0.0/16", "100.128.0.0/16", "10.0.0.1/8", "fd00::/8", "10.0.0.0", ""])(
    "may not be %j",
    (cidr) => {
      expect(isRefused({ nodes: [cidr] })).toBe(true);
    },
  );
});
