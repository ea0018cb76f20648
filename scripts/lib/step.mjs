import { spawn } from 'node:child_process';
import { Stop } from './stop.mjs';

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/**
 * Says what is being waited for: on a terminal with the seconds counting up, elsewhere with one line at each end.
 *
 * @returns a function that ends the line with a word
 */
const showTitle = (title) => {
  const started = Date.now();
  if (!process.stdout.isTTY) {
    console.log(`${title} …`);
    return (word) => console.log(`${title}: ${word} (${seconds(started)})`);
  }
  const show = (word) => process.stdout.write(`\r\u001b[K${title} … ${word}`);
  show('');
  const clock = setInterval(() => show(seconds(started)), 1000);
  return (word) => {
    clearInterval(clock);
    show(`${word} (${seconds(started)})\n`);
  };
};

/**
 * Waits for something, with a line that says so.
 *
 * @param title what happens, in the words of somebody who waits
 */
export const step = async (title, work) => {
  const end = showTitle(title);
  try {
    const result = await work();
    end('done');
    return result;
  } catch (error) {
    end('failed');
    throw error;
  }
};

/**
 * Runs a program as a step. What it prints is shown only when it fails: it is written for developers of that program.
 *
 * @throws Stop with the program's output
 */
export const runStep = (title, file, args, options) =>
  step(
    title,
    () =>
      new Promise((resolve, reject) => {
        const output = [];
        const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
        child.stdout.on('data', (chunk) => output.push(chunk));
        child.stderr.on('data', (chunk) => output.push(chunk));
        child.on('error', reject);
        child.on('close', (code, signal) => {
          if (code === 0) return resolve();
          const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
          reject(new Stop(`${Buffer.concat(output)}\n${title}: this step ${how}; its output is above.`));
        });
      })
  );
