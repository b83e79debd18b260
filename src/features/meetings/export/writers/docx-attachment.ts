import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { InflateBudget, unzip } from '../bounded-inflate.ts';
import { type MinutesFile, readMinutesFile, writeMinutesFile } from '../minutes-file.ts';

const part = 'customXml/minutes.xml';
const relationships = 'word/_rels/document.xml.rels';
const namespace = 'urn:claritalk-dashboard:minutes:1';
const relationshipType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml';
/** Larger than any document with its minutes, in bytes; keeps a crafted archive from filling memory. */
const largestParts = 150_000_000;

/** Puts the minutes' JSON into a Word document as a custom XML part, which Word keeps when it saves. */
export function attachMinutes(docx: Uint8Array, file: MinutesFile): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(docx);
  const links = parts[relationships];
  if (!links) throw new Error('the document has no relationships');
  const link = `<Relationship Id="rIdMinutes" Type="${relationshipType}" Target="../${part}"/>`;
  const changed: Zippable = {
    ...parts,
    [relationships]: strToU8(strFromU8(links).replace('</Relationships>', `${link}</Relationships>`)),
    [part]: strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><minutes xmlns="${namespace}">${base64(writeMinutesFile(file))}</minutes>`,
    ),
  };
  return zipSync(changed);
}

/** The minutes inside a Word document; undefined when there are none, or it is not a Word document. */
export function attachedMinutes(docx: Uint8Array): MinutesFile | undefined {
  try {
    // Word gives the part a name of its own when it saves.
    const isPart = (name: string) => /^customXml\/[^/]+\.xml$/.test(name);
    for (const bytes of unzip(docx, isPart, new InflateBudget(largestParts)) ?? []) {
      const xml = strFromU8(bytes);
      const content = contentOf(xml);
      if (content !== undefined) return readMinutesFile(textOfBase64(content));
    }
  } catch {
    // Not an archive, or a damaged one.
  }
  return undefined;
}

/** The text of the element of our own namespace, whatever prefix and attributes an editor gave it. */
function contentOf(xml: string): string | undefined {
  const declared = xml.indexOf(`="${namespace}"`);
  const start = declared < 0 ? -1 : xml.indexOf('>', declared) + 1;
  const end = start > 0 ? xml.indexOf('<', start) : -1;
  return end < 0 ? undefined : xml.slice(start, end);
}

// Base64, so that no editor can change white space or symbols.
function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

const textOfBase64 = (encoded: string) =>
  new TextDecoder().decode(Uint8Array.from(atob(encoded.trim()), (character) => character.charCodeAt(0)));
