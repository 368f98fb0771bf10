import { Command, CommanderError, Option } from "commander";

import { packageRoot } from "../engine/package-root";
import { severities } from "../engine/severity";
import type { CheckOptions } from "./check";
import type { ExplainOptions } from "./explain";
import type { InitOptions } from "./init/init";
import type { ResponsibilitiesOptions } from "./responsibilities";
import type { RulesOptions } from "./rules";
import type { WaiveOptions } from "./waive";

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

const bundleHelp = "policies of your own beside these, from `opa build --target wasm`; repeatable";

const names = `A name is one of
  ADDRESS             of a node group, Fargate profile or interface endpoint
  control-plane       the control plane's network interfaces; of several clusters
                      name one by its address. ADDRESS#control_plane is meant
                      where the address is that of an Auto Mode cluster, whose
                      address means its nodes
  SERVICE             the interface endpoint for it, such as ecr.api or s3
  internet            what the NAT gateways and internet gateways lead to`;

/**
 * Runs the command line. What a command needs is loaded when it runs.
 *
 * @returns the exit code: 0 judged and let through, 1 judged and refused, 2 not judged
 */
export async function run(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("eksgate")
    .description("Judges Terraform for Amazon EKS before it is applied: can nodes and the control plane talk?")
    .version(packageRoot().version)
    .showHelpAfterError("(eksgate --help shows the usage)")
    .exitOverride();

  program
    .command("check")
    .description("judge configuration, plan or state; exits 1 where something fails, 2 where it cannot be judged")
    .argument(
      "[path...]",
      "a cdk.tf.json, the JSON of `terraform show -json`, a folder of them, a quoted glob, or - (default: cdktf.out)",
    )
    .option(
      "--format <format[=file]>",
      "text, json, sarif, junit, markdown, github or html, to standard output or a file; repeatable",
      collect,
    )
    .option("--settings <file>", "settings file (default: eksgate.yaml where it exists)")
    .addOption(
      new Option("--fail-on <severity>", "the mildest severity that fails (default: medium)").choices(severities),
    )
    .addOption(
      new Option("--undetermined <mode>", "what is not proven (default: fail for critical rules, else warn)").choices([
        "ignore",
        "warn",
        "fail",
      ]),
    )
    .option("--bundle <file>", bundleHelp, collect)
    .option("--rule <id>", "judge by this rule only; repeatable", collect)
    .option("--skip <id>", "leave this rule out, unless it is critical; repeatable", collect)
    .option("--baseline <file>", "a JSON report of an earlier run, whose findings do not fail again")
    .option("--date <YYYY-MM-DD>", "the day that versions are judged by (default: today)")
    .option("--allow-empty", "let an input pass that has nothing to judge")
    .option("--jobs <number>", "threads that judge many inputs (default: what the machine has)")
    .option("--shard <i/n>", "judge one of n parts of the inputs, for `eksgate merge`")
    .option("--no-color", "no colour, as with NO_COLOR")
    .option("--quiet", "print the verdict and the findings only")
    .addHelpText("after", "\nExample:\n  terraform show -json tfplan | eksgate check -")
    .addHelpText("after", "  eksgate check cdktf.out --format text --format json=report.json")
    .addHelpText("after", "  eksgate check 'plans/**/*.json'")
    .action(async (paths: string[], options: CheckOptions) => {
      code = await (await import("./check.js")).check(paths, options);
    });

  program
    .command("waive")
    .description("write a waiver for one finding into the settings file; it holds until its day, or its facts change")
    .argument("<fingerprint>", "of the finding, as the report shows it, or its first digits")
    .argument("[path...]", "what to find it in, as with check (default: cdktf.out)")
    .requiredOption("--reason <text>", "why what was found may be")
    .requiredOption("--owner <name>", "who answers for it")
    .requiredOption("--expires <YYYY-MM-DD>", "the last day that it holds, at most a year ahead")
    .option("--bundle <file>", bundleHelp, collect)
    .option("--settings <file>", "settings file, which need not be there yet (default: eksgate.yaml)")
    .addHelpText("after", '\nExample:\n  eksgate waive 3f9c21d4 plan.json --reason "one gateway is enough" \\')
    .addHelpText("after", "    --owner platform-team --expires 2027-01-31")
    .action(async (fingerprint: string, paths: string[], options: WaiveOptions) => {
      code = await (await import("./waive.js")).waive(fingerprint, paths, options);
    });

  program
    .command("merge")
    .description("join the JSON reports of all shards of one run; exits as `check` of all inputs would")
    .argument("<report...>", "what `eksgate check --shard i/n --format json=FILE` wrote; files or quoted globs")
    .option("--format <format[=file]>", "as for check, but for html; repeatable", collect)
    .option("--bundle <file>", bundleHelp, collect)
    .option("--no-color", "no colour, as with NO_COLOR")
    .option("--quiet", "print the verdict and the findings only")
    .addHelpText("after", "\nExample:\n  eksgate check 'plans/*.json' --shard 1/2 --format json=1.json")
    .addHelpText("after", "  eksgate check 'plans/*.json' --shard 2/2 --format json=2.json")
    .addHelpText("after", "  eksgate merge 1.json 2.json")
    .action(async (paths: string[], options: CheckOptions) => {
      code = await (await import("./merge.js")).merge(paths, options);
    });

  program
    .command("explain")
    .description("follow one flow hop by hop: may A reach B, and what decides it; exits 0 where it is allowed, else 1")
    .argument("<path>", "a file, a folder of them, or - for standard input")
    .requiredOption("--from <name>", "where it starts: see below")
    .requiredOption("--to <name>", "where it leads to: see below")
    .option("--port <port>", "default: 10250 from the control plane to nodes or pods, else 443")
    .addOption(new Option("--protocol <protocol>").choices(["tcp", "udp"]).default("tcp", "tcp"))
    .addOption(new Option("--format <format>").choices(["text", "json"]).default("text", "text"))
    .option("--no-color", "no colour, as with NO_COLOR")
    .addHelpText("after", `\n${names}`)
    .addHelpText("after", "\nExample:\n  eksgate explain plan.json --from aws_eks_node_group.main --to control-plane")
    .action(async (path: string, options: ExplainOptions) => {
      code = await (await import("./explain.js")).explain(path, options);
    });

  program
    .command("responsibilities")
    .description(
      "what AWS runs and what you run, with the resources found, the rules that watch them and their outcomes; a report: it exits 0 whatever it finds (`check` refuses), 2 where the table cannot be made",
    )
    .argument(
      "[path...]",
      "a cdk.tf.json, the JSON of `terraform show -json`, a folder of them, or - (default: cdktf.out)",
    )
    .option(
      "--format <format[=file]>",
      "text, markdown, json or html, to standard output or a file; repeatable",
      collect,
    )
    .option("--bundle <file>", bundleHelp, collect)
    .option("--settings <file>", "settings file (default: eksgate.yaml where it exists)")
    .addOption(
      new Option("--profile <profile>", "how strict some rules are (default: production)").choices([
        "production",
        "development",
      ]),
    )
    .option("--date <YYYY-MM-DD>", "the day that versions are judged by (default: today)")
    .option("--no-color", "no colour, as with NO_COLOR")
    .addHelpText("after", "\nExample:\n  eksgate responsibilities cdktf.out --format html=responsibilities.html")
    .action(async (paths: string[], options: ResponsibilitiesOptions) => {
      code = await (await import("./responsibilities.js")).responsibilities(paths, options);
    });

  program
    .command("rules")
    .description("the catalogue of rules, or one rule in full")
    .argument("[id]", "id of a rule, or its name in another tool")
    .option("--bundle <file>", bundleHelp, collect)
    .option("--no-color", "no colour, as with NO_COLOR")
    .addHelpText("after", "\nExample:\n  eksgate rules networking/nodes-reach-api-server")
    .action(async (id: string | undefined, options: RulesOptions) => {
      code = await (await import("./rules.js")).rules(id, options);
    });

  program
    .command("model")
    .description("print the document that the policies judge, for use with opa or conftest")
    .argument("<path>", "a file, a folder with one, or - for standard input")
    .addHelpText("after", "\nExample:\n  eksgate model plan.json > input.json")
    .action(async (path: string) => {
      code = await (await import("./model.js")).model(path);
    });

  program
    .command("init")
    .description("add a settings file and a pull-request workflow to a project, and what its cdktf.json lacks")
    .argument("[folder]", "the project's folder", ".")
    .option("--dry-run", "tell what would be written, and write nothing")
    .option("--no-color", "no colour, as with NO_COLOR")
    .addHelpText("after", "\nA file that is there already is never written over.\n\nExample:\n  eksgate init --dry-run")
    .action(async (folder: string, options: InitOptions) => {
      code = await (await import("./init/init.js")).init(folder, options);
    });

  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write((await import("../report/fault.js")).faultText(error));
    return 2;
  }
}
