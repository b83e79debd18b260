import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  LevelFormat,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { withoutIsolation } from '#src/i18n/isolation.ts';
import type { ListBlock, MinutesBlock, MinutesDocument, TableBlock } from '#src/lib/document/blocks.ts';
import { directionOf } from '#src/lib/document/text-direction.ts';
import { clean, linesOf, paragraph, placeOf, runs, unwritable } from '../docx-text.ts';
import type { MinutesFile } from '../minutes-file.ts';
import { attachMinutes } from './docx-attachment.ts';

const brand = '682577';
const muted = '544D5D';
const ruleColor = 'C3BDCB';
/** Twentieths of a point: A4 with margins of 2.2 cm. */
const page = { width: 11_906, height: 16_838, side: 1247, contentWidth: 11_906 - 2 * 1247 } as const;

/**
 * Minutes as a Word document: real headings, lists and tables, so that it can be edited, and with the minutes'
 * JSON inside, which the page that verifies seals reads.
 */
export async function writeDocx(
  document: MinutesDocument,
  file: MinutesFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const lists: ListBlock[] = [];
  const children = [...titleBlock(document), ...document.blocks.flatMap((item) => block(item, lists))];
  const word = new Document({
    title: `${document.kind}: ${document.name}`.replaceAll(unwritable, ''),
    creator: clean(document.author ?? 'Claritalk'),
    description: clean(withoutIsolation(document.statusText)),
    styles: styles(document.locale),
    numbering: {
      config: lists
        .filter(({ ordered }) => ordered)
        .map((list) => ({ reference: referenceOf(lists, list), levels: numberLevels(list.start) })),
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: 1247, bottom: 1304, left: page.side, right: page.side, footer: 567 },
          },
        },
        headers: { default: header(document) },
        footers: { default: footer(document) },
        children,
      },
    ],
  });
  return attachMinutes(new Uint8Array(await Packer.toArrayBuffer(word)), file);
}

const styles = (locale: string) => ({
  default: {
    document: {
      run: {
        font: 'Calibri',
        size: 21,
        color: '231F28',
        language: { value: locale, bidirectional: 'ar-SA' },
      },
      paragraph: { spacing: { after: 90, line: 283, lineRule: LineRuleType.AUTO } },
    },
    title: {
      run: { size: 46, bold: true, color: '231F28' },
      paragraph: { spacing: { before: 120, after: 60, line: 264, lineRule: LineRuleType.AUTO } },
    },
    heading1: {
      run: { size: 29, bold: true, color: brand },
      paragraph: {
        spacing: { before: 360, after: 120 },
        keepNext: true,
        border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: ruleColor, space: 3 } },
      },
    },
    heading2: {
      run: { size: 24, bold: true, color: '231F28' },
      paragraph: { spacing: { before: 240, after: 60 }, keepNext: true },
    },
    heading3: {
      run: { size: 22, bold: true, color: '231F28' },
      paragraph: { spacing: { before: 160, after: 40 }, keepNext: true },
    },
    heading4: {
      run: { size: 21, bold: true, color: muted, italics: false },
      paragraph: { spacing: { before: 120, after: 40 }, keepNext: true },
    },
  },
});

const header = (document: MinutesDocument) =>
  new Header({
    children: [
      new Paragraph({
        spacing: { after: 0 },
        children:
          document.watermark === undefined
            ? []
            : [
                new TextWatermark({
                  text: clean(document.watermark),
                  color: 'D3CED8',
                  opacity: 0.35,
                  width: 400,
                  bold: true,
                }),
              ],
      }),
    ],
  });

function footer(document: MinutesDocument): Footer {
  const style = { size: 16, color: muted };
  const [before = '', between = '', after = ''] = document.pageLabel(1, 2).split(/[12]/);
  return new Footer({
    children: [
      new Paragraph({
        spacing: { after: 0 },
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: ruleColor, space: 6 } },
        tabStops: [{ type: TabStopType.RIGHT, position: page.contentWidth }],
        children: [
          ...runs([{ text: document.foot }], { style }),
          new TextRun({
            ...style,
            children: ['\t', before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
          }),
        ],
      }),
      ...(document.seal
        ? [
            new Paragraph({
              spacing: { before: 40, after: 0 },
              children: [new TextRun({ size: 14, color: muted, text: clean(document.seal) })],
            }),
          ]
        : []),
    ],
  });
}

function titleBlock(document: MinutesDocument): (Paragraph | Table)[] {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const rule = { style: BorderStyle.SINGLE, size: 6, color: ruleColor };
  const labelWidth = 2300;
  return [
    paragraph([{ text: document.issuer, bold: true }], {
      spacing: { before: 0, after: 0 },
      border: { top: { style: BorderStyle.SINGLE, size: 36, color: brand, space: 12 } },
    }),
    new Paragraph({
      style: 'Title',
      ...placeOf(document.name),
      children: runs([{ text: document.name }], { direction: directionOf(document.name) }),
    }),
    new Paragraph({
      spacing: { after: 180 },
      children: runs([{ text: document.statusText }], { style: { color: muted } }),
    }),
    new Table({
      width: { size: page.contentWidth, type: WidthType.DXA },
      columnWidths: [labelWidth, page.contentWidth - labelWidth],
      layout: TableLayoutType.FIXED,
      borders: {
        top: rule,
        bottom: rule,
        left: none,
        right: none,
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: document.facts.map(
        ({ label, value }) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell([new TextRun({ text: clean(label), color: muted })], labelWidth),
              cell(
                runs([{ text: value }], { direction: directionOf(value) }),
                page.contentWidth - labelWidth,
                placeOf(value),
              ),
            ],
          }),
      ),
    }),
  ];
}

const cell = (children: TextRun[], width: number, options: IParagraphOptions = {}) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    children: [new Paragraph({ spacing: { after: 0 }, ...options, children })],
  });

// A title is above all; the document's own sections are the first level of headings.
const headingStyles = { 2: 'Heading1', 3: 'Heading2', 4: 'Heading3', 5: 'Heading4' } as const;

function block(item: MinutesBlock, lists: ListBlock[], indent = 0): (Paragraph | Table)[] {
  const place = indent > 0 ? { indent: { left: indent } } : {};
  switch (item.kind) {
    case 'heading':
      return [paragraph([{ text: item.text }], { style: headingStyles[item.level], ...place })];
    case 'question':
      return [
        paragraph([{ text: item.text, bold: true }], {
          keepNext: true,
          spacing: { before: 140, after: 20 },
          ...place,
        }),
      ];
    case 'paragraph': {
      const lines = item.muted
        ? item.lines.map((line) => line.map((span) => ({ ...span, italic: true as const })))
        : item.lines;
      return [new Paragraph({ ...linesOf(lines), ...place })];
    }
    case 'list':
      return list(item, lists, 0, indent);
    case 'table':
      return [table(item), new Paragraph({ spacing: { after: 0 }, children: [] })];
    case 'aside': {
      const bar = { left: { style: BorderStyle.SINGLE, size: 18, color: brand, space: 8 } };
      const label = new Paragraph({
        keepNext: true,
        border: bar,
        indent: { left: indent + 300 },
        spacing: { before: 60, after: 0 },
        children: [new TextRun({ text: clean(item.label), bold: true, color: brand, size: 18 })],
      });
      const lines = item.blocks.flatMap((child) =>
        child.kind === 'paragraph'
          ? [
              new Paragraph({
                border: bar,
                indent: { left: indent + 300 },
                ...linesOf(child.lines),
              }),
            ]
          : block(child, lists, indent + 300),
      );
      return [label, ...lines];
    }
  }
}

function list(item: ListBlock, lists: ListBlock[], level: number, indent: number): Paragraph[] {
  lists.push(item);
  const depth = Math.min(level, 8);
  const marker = item.ordered
    ? { numbering: { reference: referenceOf(lists, item), level: depth } }
    : { bullet: { level: depth } };
  const place = { indent: { left: indent + 360 * (depth + 1), hanging: item.ordered ? 360 : 280 } };
  return item.items.flatMap(({ line, lists: inner }) => [
    new Paragraph({
      ...marker,
      ...place,
      spacing: { after: 30 },
      contextualSpacing: true,
      ...linesOf([line]),
    }),
    ...inner.flatMap((child) => list(child, lists, level + 1, indent)),
  ]);
}

const referenceOf = (lists: readonly ListBlock[], item: ListBlock) => `numbers-${lists.indexOf(item)}`;

const numberLevels = (start: number) =>
  Array.from({ length: 9 }, (_, level) => ({
    level,
    start,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.LEFT,
  }));

function table({ columns, rows }: TableBlock): Table {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0);
  const widths = columns.map(({ weight }) => Math.round((page.contentWidth * weight) / total));
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const rule = { style: BorderStyle.SINGLE, size: 4, color: ruleColor };
  const row = (texts: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: columns.map(
        (_, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            margins: { top: 60, bottom: 60, left: 100, right: 100 },
            ...(head ? { shading: { type: ShadingType.CLEAR, fill: 'F4F2F6', color: 'auto' } } : {}),
            borders: head
              ? { bottom: { style: BorderStyle.SINGLE, size: 8, color: brand } }
              : { bottom: rule },
            children: (texts[index] ?? '').split(/\r\n?|\n/).map(
              (text) =>
                new Paragraph({
                  spacing: { after: 0 },
                  ...placeOf(text),
                  children: runs([{ text }], {
                    direction: directionOf(text),
                    style: { size: 19, ...(head ? { bold: true, color: brand } : {}) },
                  }),
                }),
            ),
          }),
      ),
    });
  return new Table({
    width: { size: page.contentWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    rows: [
      row(
        columns.map(({ label }) => label),
        true,
      ),
      ...rows.map((texts) => row(texts, false)),
    ],
  });
}
