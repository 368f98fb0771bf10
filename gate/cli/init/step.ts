/** What `eksgate init` does about one file. */
export type Step =
  | {
      readonly kind: "add" | "extend";
      /** Path of the file. */
      readonly file: string;
      /** The whole text that it gets. */
      readonly text: string;
      /** In a few words. */
      readonly what: string;
    }
  | { readonly kind: "leave"; readonly file: string; readonly why: string };
