import type { Document } from "../document/index";
import {
  type Judgement,
  type JudgeOptions,
  judge,
  NothingToJudgeError,
  nothingToJudge,
  type Severity,
  type UndeterminedMode,
  verdict,
} from "../engine/index";
import { toJson, toText } from "../report/index";
import { readDocuments, readWholeDocuments } from "./documents";
import { deliver, parseTargets } from "./formats";
import { type Input, type InputFile, readInputs } from "./inputs";
import { withSettingsFile } from "./settings";

const formats = { names: ["text", "json"], later: ["sarif", "junit", "markdown", "github", "html"] } as const;

export interface CheckOptions {
  readonly format?: readonly string[];
  readonly settings?: string;
  readonly failOn?: Severity;
  readonly undetermined?: UndeterminedMode;
  readonly bundle?: readonly string[];
  readonly rule?: readonly string[];
  readonly skip?: readonly string[];
  readonly date?: string;
  readonly allowEmpty?: boolean;
  /** False with `--no-color`. */
  readonly color: boolean;
  readonly quiet?: boolean;
}

/** `eksgate check`. Returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const inputs = readInputs(paths.length === 0 ? ["cdktf.out"] : paths);
  const files = inputs.flatMap((input) => input.files);
  const targets = parseTargets(options.format ?? [], files, formats);
  const judgeOptions = await optionsOf(options);
  const { documents, byFile } = options.bundle === undefined ? readDocuments(files) : readWholeDocuments(files);
  const judgement = judge(documents, judgeOptions);
  if (options.allowEmpty !== true)
    requireSubjects(inputs, (file) => subjectsOf(judgement, documents, byFile.get(file)));

  await deliver(targets, options.color, (format, terminal) =>
    format === "json" ? toJson(judgement) : toText(judgement, terminal, { quiet: options.quiet === true }),
  );
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
  const { failOn, undetermined, date } = options;
  const given: JudgeOptions = {
    ...(failOn === undefined ? {} : { failOn }),
    ...(undetermined === undefined ? {} : { undetermined }),
    ...(date === undefined ? {} : { date }),
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
