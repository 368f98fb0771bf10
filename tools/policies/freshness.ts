/**
 * Says which of the policies' data is to be read again. It hangs on the day, so it is a scheduled job and no test.
 *
 * Usage: `tsx tools/policies/freshness.ts [--date YYYY-MM-DD]`
 * It ends with 1 where some is stale, a line for each reason, and with 2 where it cannot tell.
 */
import { parseArgs } from "node:util";
import { today, validDate } from "../../gate/engine/options";
import { readPolicyData } from "./data";
import { readSources } from "./sources";
import { staleData } from "./stale";

function main(): number {
  const { values } = parseArgs({ options: { date: { type: "string" } } });
  const date = validDate(values.date ?? today());
  const stale = staleData(readPolicyData(readSources()), date);
  if (stale.length === 0) {
    process.stdout.write(`The policies' data is fresh on ${date}.\n`);
    return 0;
  }
  process.stderr.write(`Stale on ${date}:\n${stale.map((line) => `- ${line}\n`).join("")}`);
  return 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
