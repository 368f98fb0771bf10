import { UsageError } from "../engine/index";

/**
 * Writes to standard output, and waits until it is written. A reader that went away (`| head`) is no fault.
 *
 * @throws UsageError if it cannot be written, such as to a full disk: a finding must not be lost unseen
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null): void => {
      process.stdout.off("error", settle);
      if (error === undefined || error === null || error.code === "EPIPE") resolve();
      else
        reject(new UsageError(`The report cannot be written to standard output: ${error.message}.`, { cause: error }));
    };
    process.stdout.once("error", settle);
    process.stdout.write(text, settle);
  });
}
