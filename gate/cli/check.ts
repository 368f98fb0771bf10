import {
  type Judgement,
  type JudgeOptions,
  type PartNetworks,
  type Severity,
  today,
  type UndeterminedMode,
  UsageError,
  verdict,
} from "../engine/index";
import { toGithub, toJson, toJunit, toMarkdown, toSarif, toText, toView } from "../report/index";
import { readBaseline } from "./baseline";
import { deliver, parseTargets, type Target } from "./formats";
import { findInputs } from "./inputs";
import { joinRun } from "./run/join";
import { judgeFiles } from "./run/judge-files";
import { progressBar } from "./run/progress";
import { parseShard } from "./run/shard";
import { withSettingsFile } from "./settings";

/** The formats that show a judgement alone. */
export const judgementFormats = ["text", "json", "sarif", "junit", "markdown", "github"] as const;

const formats = [...judgementFormats, "html"] as const;

type ReportFormat = (typeof formats)[number];

export interface CheckOptions {
  readonly format?: readonly string[];
  readonly settings?: string;
  readonly failOn?: Severity;
  readonly undetermined?: UndeterminedMode;
  readonly bundle?: readonly string[];
  readonly rule?: readonly string[];
  readonly skip?: readonly string[];
  readonly date?: string;
  readonly baseline?: string;
  readonly allowEmpty?: boolean;
  readonly jobs?: string;
  readonly shard?: string;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** `eksgate check`. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const jobs = options.jobs === undefined ? undefined : jobsOf(options.jobs);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const inputs = await findInputs(paths);
  const files = inputs.flatMap((input) => input.files);
  const targets = parseTargets(options.format ?? [], files, formats);
  // One day for all threads, also about midnight.
  const judgeOptions = { date: today(), ...(await optionsOf(options)) };
  const bar = progressBar(process.stderr, "Judging", options.color);
  const run = await judgeFiles(files, judgeOptions, {
    ...(jobs === undefined ? {} : { jobs }),
    ...(shard === undefined ? {} : { shard }),
    wanted: {
      locations: targets.some(({ format }) => format !== "text"),
      networks: targets.some(({ format }) => format === "html"),
    },
    progress: bar.show,
  }).finally(bar.clear);
  const networks = run.parts.flatMap((part) => part.networks ?? []);
  return report(joinRun(run, inputs, judgeOptions, shard), targets, options, networks);
}

/** Writes the reports of a judgement. Returns the exit code. */
export async function report(
  judgement: Judgement,
  targets: readonly Target<ReportFormat>[],
  { color, quiet = false }: Pick<CheckOptions, "color" | "quiet">,
  networks: readonly PartNetworks[] = [],
): Promise<number> {
  // It is made of much that no other format needs.
  const page = targets.some(({ format }) => format === "html")
    ? (await import("../report/html/index.js")).toHtml(judgement, networks)
    : "";
  await deliver(targets, color, (format, terminal) => {
    switch (format) {
      case "text":
        return toText(judgement, terminal, { quiet });
      case "json":
        return toJson(judgement);
      case "sarif":
        return toSarif(toView(judgement), process.cwd());
      case "junit":
        return toJunit(toView(judgement));
      case "markdown":
        return toMarkdown(toView(judgement));
      case "github":
        return toGithub(toView(judgement));
      case "html":
        return page;
    }
  });
  return verdict(judgement).blocks ? 1 : 0;
}

function jobsOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new UsageError(`--jobs: "${text}" is not a number of threads: a whole number from 1 to 999.`);
}

function optionsOf(options: CheckOptions): Promise<JudgeOptions> {
  const { failOn, undetermined, date, baseline } = options;
  const given: JudgeOptions = {
    ...(failOn === undefined ? {} : { failOn }),
    ...(undetermined === undefined ? {} : { undetermined }),
    ...(date === undefined ? {} : { date }),
    ...(baseline === undefined ? {} : { baseline: readBaseline(baseline) }),
    bundles: options.bundle ?? [],
    rules: options.rule ?? [],
    skip: options.skip ?? [],
    allowEmpty: options.allowEmpty === true,
    sources: {
      rules: "--rule",
      skip: "--skip",
      ...(failOn === undefined ? {} : { failOn: "--fail-on" }),
      ...(undetermined === undefined ? {} : { undetermined: "--undetermined" }),
    },
  };
  return withSettingsFile(given, options.settings);
}
