import { createHash } from "node:crypto";

import { type Among, type Document, InputError, readTied, type Ties } from "../../document/index";
import {
  clean,
  GateError,
  type JudgedPart,
  type JudgeOptions,
  judgeParts,
  loadPolicies,
  networksOf,
  type PartNetworks,
  type Policies,
} from "../../engine/index";
import { withLocations } from "../../report/index";
import { completeDocuments, type Documents, documentsFor } from "../documents";
import { type FoundFile, type InputFile, readFound } from "../inputs";

/** A file with its place among those of the run. */
export interface PlacedFile extends FoundFile {
  readonly at: number;
  /** Digest of its bytes as they were read before. */
  readonly sha256?: string;
}

/** What is to be done with some files of a run. Tasks and answers are plain data, which threads can pass on. */
export type Task =
  /** Find out what ties files to the others of the run; `judges`: and judge them, as if nothing did. */
  | { readonly kind: "look"; readonly files: readonly PlacedFile[]; readonly judges: boolean }
  /** Judge files that belong together, or all of a run. */
  | { readonly kind: "judge"; readonly files: readonly PlacedFile[]; readonly among?: Among };

/** What is found out beside the verdicts, for the reports that tell it. */
export interface Wanted {
  /** Where findings stand in the texts of the inputs. */
  readonly locations?: boolean;
  /** What networks there are, with the flows that they need. */
  readonly networks?: boolean;
}

/** A document of the run, judged. */
export interface RunPart extends JudgedPart {
  /** The places of the files that it was made from. */
  readonly files: readonly number[];
  /** The same for documents that were judged together. */
  readonly group?: string;
  /** Of the document, and those that were judged together with it and come behind it. */
  readonly networks?: readonly PartNetworks[];
}

/** Why a file cannot be judged. */
export interface Problem {
  readonly at: number;
  readonly message: string;
}

/** What keeps the gate from judging, and is no fault of an input. */
export interface Fault {
  readonly message: string;
  /** Of an error that nobody meant. */
  readonly stack?: string;
}

export interface Answer {
  readonly problems?: readonly Problem[];
  readonly fault?: Fault;
  readonly ties?: readonly Ties[];
  readonly digests?: readonly string[];
  readonly parts?: readonly RunPart[];
}

/** Does tasks: in this thread, or in one of several. */
export class Work {
  private policies: Policies | undefined;

  constructor(
    private readonly options: JudgeOptions,
    private readonly wanted: Wanted = {},
  ) {}

  answer(task: Task): Answer {
    try {
      const read = task.files.map(readOne);
      const files = read.flatMap(({ file }) => file ?? []);
      if (files.length < read.length) return { problems: problemsOf(read) };
      try {
        return task.kind === "look" ? this.look(task, files) : { parts: this.judge(task, files) };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { problems: problemsOf(read, error) };
      }
    } catch (error) {
      return { fault: faultOf(error) };
    }
  }

  private look({ files, judges }: Task & { kind: "look" }, read: readonly InputFile[]): Answer {
    const { documents, ties } = readTied(read);
    const { bundles = [] } = this.options;
    const looked = { ties, digests: read.map(({ text }) => digestOf(text)) };
    if (!judges) return looked;
    try {
      const found = bundles.length === 0 ? completeDocuments(read, documents) : documentsFor(read, bundles);
      return { ...looked, parts: this.parts(files, read, found) };
    } catch (error) {
      // It may turn out that it is not to be judged alone.
      return { ...looked, fault: faultOf(error) };
    }
  }

  private judge({ files, among }: Task & { kind: "judge" }, read: readonly InputFile[]): readonly RunPart[] {
    files.forEach(({ path, sha256 }, at) => {
      if (sha256 !== undefined && sha256 !== digestOf(read[at]?.text ?? "")) {
        throw new InputError(path, "the file was changed while the gate was at work. Judge it again.");
      }
    });
    return this.parts(files, read, documentsFor(read, this.options.bundles, among));
  }

  private parts(files: readonly PlacedFile[], read: readonly InputFile[], found: Documents): readonly RunPart[] {
    this.policies ??= loadPolicies(this.options);
    const parts = judgeParts(this.policies, found.documents, this.options);
    const texts = new Map(read.map(({ path, text }) => [clean(path), text]));
    const networks = this.wanted.networks === true ? networksOf(found.documents, this.options) : [];
    return found.documents.flatMap((document: Document, at) => {
      const part = parts[at];
      const places = files.filter((_, place) => read[place] !== undefined && isOf(found, read[place], document));
      const group = document.linked?.group;
      if (part === undefined) return [];
      const own = networks.filter(({ documents: [first] }) => first === part.document.path);
      return [
        {
          ...part,
          ...(this.wanted.locations === true
            ? { findings: withLocations(part.findings, (path) => texts.get(path)) }
            : {}),
          files: places.map((file) => file.at),
          ...(group === undefined ? {} : { group }),
          ...(own.length === 0 ? {} : { networks: own }),
        },
      ];
    });
  }
}

function isOf({ byFile }: Documents, file: InputFile, document: Document): boolean {
  return byFile.get(file) === document;
}

interface ReadFile {
  readonly at: number;
  /** Absent where it cannot be read. */
  readonly file?: InputFile;
  readonly problem?: string;
}

function readOne(found: PlacedFile): ReadFile {
  try {
    return { at: found.at, file: readFound(found) };
  } catch (error) {
    if (error instanceof GateError || error instanceof InputError) return { at: found.at, problem: error.message };
    throw error;
  }
}

/** All that is wrong with files, of which one thing is known already. */
function problemsOf(files: readonly ReadFile[], known?: InputError): readonly Problem[] {
  const problems = files.flatMap(({ at, file, problem }): readonly Problem[] => {
    try {
      if (file !== undefined) readTied([file]);
      return problem === undefined ? [] : [{ at, message: problem }];
    } catch (error) {
      if (error instanceof InputError) return [{ at, message: error.message }];
      throw error;
    }
  });
  return problems.length > 0 || known === undefined ? problems : [{ at: files[0]?.at ?? 0, message: known.message }];
}

function faultOf(error: unknown): Fault {
  if (error instanceof GateError || error instanceof InputError) return { message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { message, stack: (error instanceof Error ? error.stack : undefined) ?? message };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
