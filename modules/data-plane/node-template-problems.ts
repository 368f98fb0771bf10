import { Token } from "cdktf";
import type { NetworkSubnet } from "../network/network";
import type { Problems } from "../shared/problems";
import type { NodeImage } from "./node-image";
import type { NodeTemplateOptions } from "./node-template-props";

/** A test for whole numbers of a range. */
export function isBetween(min: number, max: number): (value: number) => boolean {
  return (value) => Number.isInteger(value) && value >= min && value <= max;
}

/** What is wrong with the literals of a template's options, beside its image and user data. */
export function checkTemplate(options: NodeTemplateOptions, image: NodeImage, problems: Problems): void {
  const least = image.userData === "windows" ? 50 : 20;
  const size = `must be ${least} to 16384 GiB`;
  problems.check("volumeSize", options.volumeSize, isBetween(least, 16384), size);
  problems.check("volumeIops", options.volumeIops, isBetween(3000, 16000), "must be 3000 to 16000");
  problems.check("volumeThroughput", options.volumeThroughput, isBetween(125, 1000), "must be 125 to 1000 MiB/s");
  checkSpeed(options, problems);
  problems.check("metadataHopLimit", options.metadataHopLimit, isBetween(1, 64), "must be 1 to 64");
  problems.check("efa.networkCards", options.efa?.networkCards, isBetween(1, 32), "must be 1 to 32");
  if (options.efa !== undefined && image.userData === "windows") {
    problems.add("efa", options.efa, "must be left out: Windows has no driver for Elastic Fabric Adapters");
  }
  const { capacityReservation: reservation } = options;
  if (typeof reservation === "object" && "id" in reservation) {
    const isReservation = (id: string) => /^cr-[\da-f]{8,17}$/.test(id);
    problems.check(
      "capacityReservation.id",
      reservation.id,
      isReservation,
      'must be a reservation, such as "cr-0123456789abcdef0"',
    );
  }
}

/** EBS gives gp3 at most a throughput of a quarter MiB/s for each operation, and 500 operations for each GiB. */
function checkSpeed(options: NodeTemplateOptions, problems: Problems): void {
  const { volumeSize = 50, volumeIops = 3000 } = options;
  if (!Token.isUnresolved(volumeIops)) {
    const message = `must be at most a quarter of volumeIops, which is ${volumeIops}`;
    problems.check("volumeThroughput", options.volumeThroughput, (value) => value <= volumeIops / 4, message);
  }
  if (Token.isUnresolved(volumeSize)) return;
  const message = `must be at most 500 for each GiB of the volume, which has ${volumeSize}`;
  problems.check("volumeIops", options.volumeIops, (value) => value <= volumeSize * 500, message);
}

/** What needs its nodes in one zone: the fabric's placement group, and reserved capacity, which stands in one. */
export function checkZones(options: NodeTemplateOptions, subnets: readonly NetworkSubnet[], problems: Problems): void {
  const reason =
    options.efa !== undefined
      ? "a cluster placement group and its adapters"
      : typeof options.capacityReservation === "object" && "id" in options.capacityReservation
        ? "a capacity reservation"
        : undefined;
  const zones = [...new Set(subnets.map((subnet) => subnet.zone))];
  if (reason === undefined || zones.length <= 1 || zones.some((zone) => Token.isUnresolved(zone))) return;
  problems.add("zones", zones, `must name one zone: ${reason} must be in one`);
}

/** What is wrong with the groups of nodes: an interface carries at most five, unless the quota was raised. */
export function checkSecurityGroups(
  given: readonly unknown[] | undefined,
  options: NodeTemplateOptions,
  problems: Problems,
): void {
  problems.check("securityGroups", given?.length, (count) => count >= 1 && count <= 5, "must be 1 to 5 groups");
  const extra = options.extraSecurityGroupIds ?? [];
  const others = (given?.length ?? 1) + (options.efa === undefined ? 0 : 1);
  if (extra.length > 0 && extra.length + others > 5) {
    problems.add(
      "extraSecurityGroupIds",
      extra,
      `must be at most ${Math.max(0, 5 - others)}: an interface carries five groups, and ${others} are there`,
    );
  }
}
