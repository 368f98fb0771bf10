import { modelOf } from "../document/index";
import { loadBundle, today, UsageError } from "../engine/index";
import { readDocuments } from "./documents";
import { readInputs } from "./inputs";
import { print } from "./print";

/**
 * `eksgate model PATH`: the document, whole, in the form that the policies read as their input. Returns the exit code.
 */
export async function model(path: string): Promise<number> {
  const files = (await readInputs([path])).flatMap((input) => input.files);
  const { documents } = readDocuments(files, true);
  const [only, ...others] = documents;
  if (only === undefined || others.length > 0) {
    throw new UsageError(
      `${path} holds several documents: ${documents.map((each) => each.path).join(", ")}. Name one of them.`,
    );
  }
  const types = Object.keys(loadBundle().manifest.reads);
  const input = modelOf(only, { date: today(), profile: "production", settings: {} }, types);
  await print(`${JSON.stringify(input, null, 2)}\n`);
  return 0;
}
