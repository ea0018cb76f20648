/** The progress of a run; `total` is 0 while it is unknown. */
export interface Progress {
  phase: 'waiting' | 'planning' | 'writing' | 'exporting';
  /** The number of documents that are finished in this phase. */
  done: number;
  total: number;
}
