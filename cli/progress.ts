import { Format, SingleBar } from 'cli-progress';
import type { Progress } from '../server/src/import/report';
import { counted, number } from './text';

const PHASES: Record<Progress['phase'], string> = {
  waiting: 'Waiting for another import to finish',
  planning: 'Comparing',
  writing: 'Writing',
  exporting: 'Exporting',
};

/** Between two lines in a log. */
const LINE_INTERVAL_MS = 5_000;

/** A rate over a shorter time is meaningless. */
const MEANINGFUL_MS = 500;

/** `9 s`, `2 min 5 s`, `1 h 3 min` */
export const describeTime = (seconds: number): string => {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
};

/**
 * `85 documents/s, 9 s left`; empty as long as there is no rate.
 *
 * @param elapsed milliseconds in this phase
 */
const describeRate = ({ done, total }: Progress, elapsed: number): string => {
  if (done === 0 || elapsed < MEANINGFUL_MS) return '';
  const rate = (done * 1000) / elapsed;
  const shown = rate < 10 ? rate.toFixed(1) : number(Math.round(rate));
  const left = total > done ? `, ${describeTime((total - done) / rate)} left` : '';
  return `${shown} documents/s${left}`;
};

/**
 * `Writing: 1,234 of 2,000 documents, 85 documents/s, 9 s left`
 *
 * @param elapsed milliseconds in this phase
 */
export const describeProgress = (progress: Progress, elapsed: number): string => {
  const { phase, done, total } = progress;
  if (phase === 'waiting') return PHASES[phase];
  const many = total > 0 ? `${number(done)} of ${counted(total, 'document')}` : counted(done, 'document');
  const rate = describeRate(progress, elapsed);
  return `${PHASES[phase]}: ${many}${rate ? `, ${rate}` : ''}`;
};

export interface Reporter {
  onProgress: (progress: Progress) => void;
  /** Restores the terminal. */
  finish: () => void;
}

/**
 * Prints lines for a log: one every few seconds, and one at the end of each phase.
 *
 * @param now milliseconds
 */
export const createLines = (print: (line: string) => void, now: () => number = Date.now): Reporter => {
  let last: Progress | undefined;
  let printed = '';
  let [began, lastLine] = [0, 0];
  const line = () => {
    if (!last) return;
    const text = describeProgress(last, now() - began);
    if (text !== printed) print(text);
    [printed, lastLine] = [text, now()];
  };
  return {
    onProgress: (progress) => {
      if (progress.phase !== last?.phase) {
        line();
        [began, lastLine] = [now(), now()];
        last = { ...progress };
        if (progress.phase === 'waiting') line();
      }
      last = { ...progress };
      if (now() - lastLine >= LINE_INTERVAL_MS) line();
    },
    finish: () => {
      line();
      last = undefined;
    },
  };
};

/** Shows a bar on a terminal, one a phase. */
const createBar = (stream: NodeJS.WriteStream): Reporter => {
  let bar: SingleBar | undefined;
  let last: Progress | undefined;
  let began = 0;
  const stop = () => {
    bar?.stop();
    bar = undefined;
    last = undefined;
  };
  const begin = () =>
    new SingleBar({
      stream,
      barsize: 24,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
      fps: 10,
      format: (options, { progress }) => {
        const text = last ? describeProgress(last, Date.now() - began) : '';
        return last?.total ? `${Format.BarFormat(progress, options)}  ${text}` : text;
      },
    });
  return {
    onProgress: (progress) => {
      const isNew = progress.phase !== last?.phase;
      if (isNew) {
        stop();
        began = Date.now();
        bar = begin();
      }
      last = { ...progress };
      if (isNew) bar?.start(progress.total, progress.done);
      else {
        bar?.setTotal(progress.total);
        bar?.update(progress.done);
      }
    },
    finish: stop,
  };
};

/** Shows the progress of a run, on the error output, so that the standard output holds nothing but the report. */
export const createProgress = (stream: NodeJS.WriteStream): Reporter =>
  stream.isTTY ? createBar(stream) : createLines((line) => void stream.write(`${line}\n`));
