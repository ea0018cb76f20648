import type { RunOptions } from '../server/src/import/report';
import type { SeedingService } from '../server/src/services/seeding';
import type { Request } from './arguments';
import type { Paint } from './text';

/** The service of a site, or of this package for commands that need no site. */
export type Service = SeedingService | Pick<SeedingService, 'validate'>;

export interface Context {
  seeding: SeedingService;
  request: Request;
  /** Absolute. */
  path: string | undefined;
  onProgress: RunOptions['onProgress'] & {};
  paint: Paint;
  width: number;
}

export interface Outcome {
  /** For `--json`. */
  report: object;
  /** For people. */
  lines: string[];
  /** 1 if there are issues or failures. */
  exitCode: 0 | 1;
}
