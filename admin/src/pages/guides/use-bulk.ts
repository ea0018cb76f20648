import { useRef, useState } from 'react';
import type { BulkIssue, BulkItem } from './bulk';

export interface BulkRun {
  /** `idle` before it is started. */
  state: 'idle' | 'running' | 'finished';
  done: number;
  total: number;
  issues: BulkIssue[];
}

const IDLE: BulkRun = { state: 'idle', done: 0, total: 0, issues: [] };

/** Does something with one guide after the other, and counts. What is wrong with one does not keep the others. */
export const useBulk = (act: (item: BulkItem) => Promise<string[]>) => {
  const [run, setRun] = useState<BulkRun>(IDLE);
  const isStopped = useRef(false);
  const start = async (items: BulkItem[]): Promise<void> => {
    isStopped.current = false;
    setRun({ ...IDLE, state: 'running', total: items.length });
    for (const item of items) {
      if (isStopped.current) break;
      const messages = await act(item);
      setRun((before) => ({
        ...before,
        done: before.done + 1,
        issues: messages.length > 0 ? [...before.issues, { item, messages }] : before.issues,
      }));
    }
    setRun((before) => ({ ...before, state: 'finished' }));
  };
  const stop = (): void => {
    isStopped.current = true;
  };
  return { run, start, stop };
};
