import { minorOf, type PolicyData } from "./data";

/** Days after which what was read must be read again. */
const mostAge = 120;

/** Days before its end of standard support by which the newest version has a successor. */
const notice = 60;

/**
 * Which of the data files no longer tell what there is, a line for each reason.
 *
 * @param date the day to judge by, `YYYY-MM-DD`
 */
export function staleData(data: PolicyData, date: string): readonly string[] {
  return [
    ...aged("ami-types", data.amiTypes, date),
    ...withoutSupportedFamily(data.amiTypes, date),
    ...aged("cluster-flows", data.clusterFlows, date),
    ...aged("cluster-zones", data.clusterZones, date),
    ...aged("instance-types", data.instanceTypes, date),
    ...aged("kubernetes-versions", data.kubernetesVersions, date),
    ...withoutSuccessor(data.kubernetesVersions, date),
  ];
}

function aged(
  name: string,
  { source, read }: { readonly source: string; readonly read: string },
  date: string,
): string[] {
  const age = daysBetween(read, date);
  // Where it was read it may be tomorrow already.
  if (age < -1) {
    return [`${file(name)}: the day that it was read, ${read}, is yet to come on ${date}.`];
  }
  return age > mostAge
    ? [`${file(name)}: read on ${read}, ${age} days ago; at most ${mostAge} are allowed. Read ${source} again.`]
    : [];
}

function withoutSuccessor({ source, versions }: PolicyData["kubernetesVersions"], date: string): string[] {
  const [newest, ends] = Object.entries(versions).reduce((best, version) =>
    minorOf(version[0]) > minorOf(best[0]) ? version : best,
  );
  const left = daysBetween(date, ends.standard_support_ends);
  return left > notice
    ? []
    : [
        `${file("kubernetes-versions")}: standard support of its newest version ${newest} ${left < 0 ? "ended" : "ends"} on ${ends.standard_support_ends}, and no newer version is in it. Read ${source} again.`,
      ];
}

/** Families that end are what the file is for; but some must be left for nodes that are made today. */
function withoutSupportedFamily({ families_source: source, families }: PolicyData["amiTypes"], date: string): string[] {
  return Object.values(families).some(({ end_of_support: end = date }) => end >= date)
    ? []
    : [`${file("ami-types")}: support of every family in it has ended by ${date}. Read ${source} again.`];
}

function file(name: string): string {
  return `policies/data/${name}.json`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
