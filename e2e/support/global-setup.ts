import { existsSync } from 'node:fs';
import { keepTemporaryFilesInMemory } from '../../scripts/lib/memory-folder.ts';
import { makeSpeech, speechFile } from './speech.ts';

export default function globalSetup(): () => void {
  if (!existsSync(new URL('../../dist/index.html', import.meta.url))) {
    throw new Error('there is no build: run npm test, or npm run build before npm run e2e');
  }
  if (!existsSync(speechFile)) makeSpeech();
  return keepTemporaryFilesInMemory();
}
