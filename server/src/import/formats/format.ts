import type { Strapi } from '../../plugin';
import type { Source } from './source';

/** An option of the command line that belongs to one format. */
export interface FormatOption {
  /** As commander takes it: `--esco-version <version>`. */
  flags: string;
  help: string;
  choices?: readonly string[];
}

/** What a format reads from. */
export interface OpenRequest {
  strapi: Strapi;
  /** The absolute path of a file or a folder. */
  location: string;
  /** The selected locales. */
  locales: string[];
  /** The values of the format's own options, as far as they are given. */
  options: Record<string, unknown>;
}

/** A format of files that can be imported. The command line takes its help and its checks from here. */
export interface ImportFormat {
  /** The value of `--format`. */
  name: string;
  /** Describes the files, for the help of `--format`. */
  help: string;
  /** By their names in the options of a run. */
  options: Record<string, FormatOption>;
  /** @throws Error (ENOENT) when the location does not exist */
  open: (request: OpenRequest) => Promise<Source>;
}
