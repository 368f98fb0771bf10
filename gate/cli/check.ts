import type { Document } from "../document/index";
import {
  clean,
  type Judgement,
  type JudgeOptions,
  judge,
  NothingToJudgeError,
  networksOf,
  nothingToJudge,
  type Severity,
  type UndeterminedMode,
  verdict,
} from "../engine/index";
import { locate, toGithub, toJson, toJunit, toMarkdown, toSarif, toText, toView, type View } from "../report/index";
import { readBaseline } from "./baseline";
import { documentsFor } from "./documents";
import { deliver, parseTargets } from "./formats";
import { type Input, type InputFile, readInputs } from "./inputs";
import { withSettingsFile } from "./settings";

const formats = ["text", "json", "sarif", "junit", "markdown", "github", "html"] as const;

const renderers = {
  sarif: (view: View) => toSarif(view, process.cwd()),
  junit: toJunit,
  markdown: toMarkdown,
  github: toGithub,
} as const;

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
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** `eksgate check`. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const inputs = readInputs(paths);
  const files = inputs.flatMap((input) => input.files);
  const targets = parseTargets(options.format ?? [], files, formats);
  const judgeOptions = await optionsOf(options);
  const { documents, byFile } = documentsFor(files, options.bundle);
  const judgement = judge(documents, judgeOptions);
  if (options.allowEmpty !== true)
    requireSubjects(inputs, (file) => subjectsOf(judgement, documents, byFile.get(file)));

  const texts = new Map(files.map(({ path, text }) => [clean(path), text]));
  const locationOf = locate(judgement.findings, (document) => texts.get(document));
  // The page also asks about networks, and is made of much that no other format needs.
  const page = targets.some(({ format }) => format === "html")
    ? (await import("../report/html/index.js")).toHtml(judgement, networksOf(documents, judgeOptions), locationOf)
    : "";
  await deliver(targets, options.color, (format, terminal) => {
    if (format === "html") return page;
    if (format === "text") return toText(judgement, terminal, { quiet: options.quiet === true });
    if (format === "json") return toJson(judgement, locationOf);
    return renderers[format](toView(judgement, locationOf));
  });
  return verdict(judgement).blocks ? 1 : 0;
}

/** Every PATH is an input of its own: one of them without a subject is a mistake even where another has some. */
function requireSubjects(inputs: readonly Input[], subjects: (file: InputFile) => number): void {
  const empty = inputs.filter(({ files }) => files.length > 0 && files.every((file) => subjects(file) === 0));
  if (empty.length > 0) throw new NothingToJudgeError(nothingToJudge(empty.map(({ argument }) => argument)));
}

/** The subjects of a document, and of those that are judged together with it. */
function subjectsOf(judgement: Judgement, documents: readonly Document[], document: Document | undefined): number {
  const group = document?.linked?.group;
  return judgement.documents
    .filter((_, at) => documents[at] === document || (group !== undefined && documents[at]?.linked?.group === group))
    .reduce((sum, { subjects }) => sum + subjects, 0);
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
