import { type ConsoleRequest, targetOf } from './request.ts';

export interface CurlTarget {
  /** As the system itself is asked. */
  readonly upstreamMethod: string;
  readonly path: string;
  /** Address of the system; undefined when it is not known here. */
  readonly address: string | undefined;
  /** Header for the key, and what stands before the key in it. */
  readonly header: string;
  readonly prefix: string;
  readonly takesFile: boolean;
}

/** In single quotes only a single quote is special to a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The request as a command line, without the key: whoever runs it sets KEY, and URL where the address is not known. */
export function curlOf(target: CurlTarget, request: ConsoleRequest): string {
  const { upstreamMethod, path, address, header, prefix, takesFile } = target;
  const where = targetOf(path, request);
  const lines = [
    `curl -X ${upstreamMethod} ${address === undefined ? `"$URL"${quoted(where)}` : quoted(`${address}${where}`)}`,
    `-H "${header}: ${prefix}$KEY"`,
  ];
  if (takesFile) {
    lines.push(`-H ${quoted(`Content-Type: ${request.file?.type ?? ''}`)}`);
    lines.push(`--data-binary ${quoted(`@${request.file?.name ?? ''}`)}`);
  } else if (request.body !== undefined) {
    lines.push("-H 'Content-Type: application/json'");
    lines.push(`--data-raw ${quoted(JSON.stringify(request.body))}`);
  }
  return lines.join(' \\\n  ');
}
