import type { Page } from '@playwright/test';
import { BrowserProcess } from '../browser-process.ts';
import { observeRecorder } from '../observe-recorder.ts';
import { Stack } from '../stack.ts';
import { Finalisations } from './finalisations.ts';

/** Servers, a browser and what watches them, for one scenario after the other. */
export class ChaosWorld {
  readonly stack: Stack;
  readonly browser: BrowserProcess;
  readonly finalisations: Finalisations;
  /** Errors that no code caught, in any page. */
  readonly uncaught: string[];
  #page: Page | undefined;

  private constructor(parts: Pick<ChaosWorld, 'stack' | 'browser' | 'finalisations' | 'uncaught'>) {
    this.stack = parts.stack;
    this.browser = parts.browser;
    this.finalisations = parts.finalisations;
    this.uncaught = parts.uncaught;
  }

  static async start(): Promise<ChaosWorld> {
    // A recording of two seconds makes two chunks.
    const stack = await Stack.start({ UPLOAD_CHUNK_BYTES: '6144', SANDBOX_PROCESSING_MS: '50' });
    const uncaught: string[] = [];
    const browser = await BrowserProcess.start(async (context) => {
      await observeRecorder(context);
      context.on('page', (page) => {
        page.on('pageerror', (error) => uncaught.push(error.stack ?? error.message));
        page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
      });
    });
    return new ChaosWorld({ stack, browser, finalisations: await Finalisations.of(stack), uncaught });
  }

  /** The tab of the recorder; a new one after it was lost. */
  async page(): Promise<Page> {
    if (!this.browser.running) await this.browser.run();
    if (!this.#page || this.#page.isClosed()) this.#page = await this.browser.newPage();
    return this.#page;
  }

  /** Forgets a lost tab. */
  forgetPage(): void {
    this.#page = undefined;
  }

  async destroy(): Promise<void> {
    await this.browser.destroy();
    this.finalisations.close();
    await this.stack.stop();
  }
}
