/** Where a run is; `total` is 0 while it is not known. */
export interface Progress {
  phase: 'waiting' | 'planning' | 'writing' | 'exporting';
  /** Documents that are done in this phase. */
  done: number;
  total: number;
}
