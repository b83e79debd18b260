import PDFDocument from 'pdfkit';
import type { Line, ListBlock, MinutesBlock, MinutesDocument } from '../blocks.ts';
import { MissingCharacters } from '../missing-characters.ts';
import { steering } from '../text-direction.ts';
import { drawBlocks } from './flow.ts';
import type { Face } from './font-catalogue.ts';
import { loadFonts, type ReadAsset } from './font-set.ts';
import { drawFurniture } from './furniture.ts';
import { faceOf } from './line-layout.ts';
import { type Pen, paper } from './pages.ts';
import { drawTitleBlock } from './title-block.ts';

/** A file within a PDF. */
export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
}

interface PdfOptions {
  readonly created: Date;
  readonly readAsset: ReadAsset;
  /** Files that the PDF carries. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** Whether U+FFFD may stand for characters that no font has. */
  readonly incomplete?: boolean | undefined;
  readonly signal?: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * A document as a PDF: A4, tagged, with outline, language and title. Minutes have their JSON inside, which the page that
 * verifies seals reads.
 *
 * @throws MissingCharacters, unless the PDF may be incomplete; what `readAsset` throws when a font does not arrive;
 * the signal's reason.
 */
export async function writePdf(
  document: MinutesDocument,
  { created, readAsset, incomplete = false, attachments = [], signal, onProgress }: PdfOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: paper,
    pdfVersion: '1.7',
    tagged: true,
    lang: document.locale,
    displayTitle: true,
    bufferPages: true,
    // The first page begins once the fonts are there; the standard fonts are not embedded, so none is used.
    autoFirstPage: false,
    font: '',
    info: {
      Title: `${document.kind}: ${document.name}`,
      Author: document.author ?? 'Claritalk',
      Creator: 'Claritalk dashboard',
      CreationDate: created,
      ModDate: created,
    },
  });
  const finished = collect(pdf);
  const shaper = await loadFonts(pdf, usedText(document), {
    readAsset,
    signal,
    onProgress: (share) => onProgress?.(share * 0.6),
  });
  signal?.throwIfAborted();
  pdf.addPage();
  const pen: Pen = { pdf, y: paper.top };
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  drawTitleBlock(pen, root, document, shaper);
  drawBlocks(pen, root, document.blocks, shaper);
  root.end();
  drawFurniture(pdf, document, shaper);
  if (shaper.missing.size > 0 && !incomplete) throw new MissingCharacters(shaper.missing);
  for (const { name, type, bytes } of attachments) {
    pdf.file(bytes, { name, type, creationDate: created });
  }
  pdf.end();
  const whole = await finished;
  signal?.throwIfAborted();
  onProgress?.(1);
  return whole;
}

async function collect(pdf: InstanceType<typeof PDFDocument>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  await new Promise<void>((resolve, reject) => {
    pdf.on('data', (part: Uint8Array<ArrayBuffer>) => parts.push(part));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** All text by face, to know which font files are needed. */
function usedText(document: MinutesDocument): Record<Face, string> {
  const used: Record<Face, string> = { regular: '0123456789.•·–', bold: '', italic: '', boldItalic: '' };
  const add = (face: Face, text: string) => {
    used[face] += text.replaceAll(steering, '');
  };
  const addLine = (line: Line, italic = false) => {
    for (const span of line) add(faceOf(italic ? { ...span, italic: true } : span), span.text);
  };
  const addList = (list: ListBlock) => {
    for (const item of list.items) {
      addLine(item.line);
      item.lists.forEach(addList);
    }
  };
  const addBlock = (block: MinutesBlock): void => {
    if (block.kind === 'heading' || block.kind === 'question') add('bold', block.text);
    else if (block.kind === 'paragraph') for (const line of block.lines) addLine(line, block.muted);
    else if (block.kind === 'list') addList(block);
    else if (block.kind === 'table') {
      add('bold', block.columns.map(({ label }) => label).join(''));
      add('regular', block.rows.flat().join(''));
    } else {
      add('bold', block.label);
      block.blocks.forEach(addBlock);
    }
  };
  add('bold', `${document.name}${document.issuer}${document.watermark ?? ''}`);
  add('regular', `${document.foot}${document.statusText}`);
  add('regular', `${document.seal ?? ''}${document.pageLabel(0, 0)}`);
  for (const { label, value } of document.facts) add('regular', label + value);
  document.blocks.forEach(addBlock);
  return used;
}
